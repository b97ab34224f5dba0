using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.RelatedItems;

internal sealed class RelatedItemConfiguration : IEntityTypeConfiguration<RelatedItem>
{
    public void Configure(EntityTypeBuilder<RelatedItem> builder)
    {
        builder.ToTable("RelatedItems");
        builder.HasKey(item => item.Sequence);
        builder.Property(item => item.RelatedItemId).IsRequired();

        // Has the items of a case in timeline order. Includes the type, so that a count by type does not read the table.
        builder.HasIndex(item => new { item.CaseKey, item.Sequence, item.Type });
        builder.HasIndex(item => new { item.DomainKey, item.AssociationTime, item.Sequence });
        builder.HasIndex(item => new { item.DomainKey, item.Target, item.Sequence }).HasFilter("\"Target\" IS NOT NULL");
        builder.HasIndex(item => item.SlaTargetTime).HasFilter("\"SlaStatus\" = 'Active'");
        builder.HasOne(item => item.Case).WithMany().HasForeignKey(item => item.CaseKey).IsRequired();
        builder.HasMany(item => item.Values).WithOne().HasForeignKey(value => value.Sequence);
        builder.Property(item => item.Content).HoldsJson();
        builder.Property(item => item.Tags).HoldsJson();
        builder.Property(item => item.PerformedBy).HoldsOptionalJson();
        builder.Property(item => item.LastUpdatedUser).HoldsOptionalJson();
    }
}

internal sealed class RelatedItemValueConfiguration : IEntityTypeConfiguration<RelatedItemValue>
{
    public void Configure(EntityTypeBuilder<RelatedItemValue> builder)
    {
        builder.ToTable("RelatedItemValues");
        builder.HasKey(value => value.Key);
        builder.HasIndex(value => new { value.Sequence, value.FieldId });
        builder.Property(value => value.Kind).HasConversion<int>();
    }
}
