using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Layouts;

// The name LayoutConfiguration belongs to a shape of the contract.
internal sealed class LayoutTableConfiguration : IEntityTypeConfiguration<Layout>
{
    public void Configure(EntityTypeBuilder<Layout> builder)
    {
        builder.ToTable("Layouts");
        builder.IsDomainResource();
        builder.Property(layout => layout.LayoutId).IsRequired();
        builder.HasIndex(layout => new { layout.DomainKey, layout.LayoutId }).IsUnique();
        builder.Property(layout => layout.Content).HoldsJson();
    }
}
