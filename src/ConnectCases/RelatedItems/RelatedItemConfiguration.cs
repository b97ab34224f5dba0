using ConnectCases.Cases;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.RelatedItems;

internal sealed class RelatedItemConfiguration : IEntityTypeConfiguration<RelatedItem>
{
    public void Configure(EntityTypeBuilder<RelatedItem> builder)
    {
        builder.ToTable("RelatedItems");
        builder.HasKey(item => item.Sequence);
        builder.Property(item => item.RelatedItemId).IsRequired();

        // In timeline order, and wide enough to count items by type without touching the table.
        builder.HasIndex(item => new { item.CaseKey, item.Sequence, item.Type });
        builder.HasOne<Case>().WithMany().HasForeignKey(item => item.CaseKey);
        builder.Property(item => item.Content).HoldsJson();
        builder.Property(item => item.Tags).HoldsJson();
        builder.Property(item => item.PerformedBy).HoldsOptionalJson();
    }
}
