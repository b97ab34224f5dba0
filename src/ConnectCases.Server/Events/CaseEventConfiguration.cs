using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Events;

internal sealed class CaseEventConfiguration : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.ToTable("Events");
        builder.HasKey(row => row.Sequence);
        builder.HasIndex(row => new { row.Account, row.Region, row.Sequence });
        builder.Property(row => row.DomainId).IsRequired();
        builder.Property(row => row.CaseId).IsRequired();
        builder.HasIndex(row => new { row.CaseId, row.Sequence });
        builder.HasIndex(row => new { row.DomainId, row.Sequence });
        builder.Property(row => row.Envelope).HoldsJson();
    }
}
