using ConnectCases.Api.Cases;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Merges;

internal sealed class MergeConfiguration : IEntityTypeConfiguration<Merge>
{
    public void Configure(EntityTypeBuilder<Merge> builder)
    {
        builder.ToTable("Merges");
        builder.HasKey(merge => merge.Key);
        builder.Property(merge => merge.FieldIds).HoldsJson();
        builder.Property(merge => merge.ItemTypes).HoldsJson();

        // A case is the secondary case of at most one merge. Deleting the case also deletes the merge.
        builder.HasOne<Case>().WithOne().HasForeignKey<Merge>(merge => merge.SecondaryKey);
        builder.HasIndex(merge => merge.PrimaryKey).HasFilter("\"CompletedTime\" IS NULL");
        builder.HasIndex(merge => merge.DueTime).HasFilter("\"CompletedTime\" IS NULL");
    }
}
