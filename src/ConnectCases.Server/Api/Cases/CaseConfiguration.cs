using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Cases;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("Cases");
        builder.HasKey(@case => @case.Key);
        builder.Property(@case => @case.CaseId).IsRequired();
        builder.HasIndex(@case => new { @case.DomainKey, @case.CaseId }).IsUnique();
        builder.HasOne<Domain>().WithMany().HasForeignKey(@case => @case.DomainKey);
        builder.HasMany(@case => @case.Values).WithOne().HasForeignKey(value => value.CaseKey);
        builder.HasMany(@case => @case.TagRows).WithOne().HasForeignKey(row => row.CaseKey);
        builder.Property(@case => @case.Tags).HoldsJson();
        builder.Property(@case => @case.MergeRole).HasColumnName("Merging");
    }
}

internal sealed class CaseValueConfiguration : IEntityTypeConfiguration<CaseValue>
{
    public void Configure(EntityTypeBuilder<CaseValue> builder)
    {
        builder.ToTable("CaseValues");
        builder.HasKey(value => new { value.CaseKey, value.FieldId });
        builder.Property(value => value.Kind).HasConversion<int>();

        // Searches use these indexes to filter and sort. SortText has the first characters of a text.
        builder.HasIndex(value => new { value.DomainKey, value.FieldId, value.SortText, value.CaseKey })
            .HasFilter("\"SortText\" IS NOT NULL");
        builder.HasIndex(value => new { value.DomainKey, value.FieldId, value.Number, value.CaseKey })
            .HasFilter("\"Number\" IS NOT NULL");
    }
}

internal sealed class CaseTagConfiguration : IEntityTypeConfiguration<CaseTag>
{
    public void Configure(EntityTypeBuilder<CaseTag> builder)
    {
        builder.ToTable("CaseTags");
        builder.HasKey(row => new { row.CaseKey, row.Key });
        builder.HasIndex(row => new { row.DomainKey, row.Key, row.Value, row.CaseKey });
    }
}
