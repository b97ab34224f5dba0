using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.AuditEvents;

internal sealed class AuditRecordConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("AuditEvents");
        builder.HasKey(record => record.Sequence);
        builder.HasIndex(record => new { record.CaseKey, record.Sequence });
        builder.HasOne(record => record.Case).WithMany().HasForeignKey(record => record.CaseKey).IsRequired();
        builder.Property(record => record.Fields).HoldsJson();
        builder.Property(record => record.User).HoldsOptionalJson();
        builder.Property(record => record.MergeMetadata).HoldsOptionalJson();
    }
}
