using ConnectCases.Api.Domains;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Cases.Idempotency;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("ClientTokens");
        builder.HasKey(record => new { record.DomainKey, record.Token });
        builder.Property(record => record.ResultId).HasColumnName("Answer");
        builder.HasOne<Domain>().WithMany().HasForeignKey(record => record.DomainKey);

        // Finds expired records.
        builder.HasIndex(record => record.CreatedTime);
    }
}
