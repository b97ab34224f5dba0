using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.State;

/// <summary>
/// A resource that a seed file created. A later version of the file can leave the resource out, which removes the resource (controls.md 3).
/// </summary>
internal sealed class SeedResource
{
    public long DomainKey { get; init; }

    /// <summary>The path of the resource in its domain, such as <c>field/Order number</c> or <c>case/lost-parcel</c>.</summary>
    public required string Path { get; init; }

    public required string ResourceId { get; init; }
}

internal sealed class SeedResourceConfiguration : IEntityTypeConfiguration<SeedResource>
{
    public void Configure(EntityTypeBuilder<SeedResource> builder)
    {
        builder.ToTable("SeedResources");
        builder.HasKey(resource => new { resource.DomainKey, resource.Path });
        builder.Property(resource => resource.ResourceId).IsRequired();
        builder.HasOne<Domain>().WithMany().HasForeignKey(resource => resource.DomainKey);
    }
}

internal static class SeedResourceTable
{
    extension(CasesDbContext db)
    {
        public DbSet<SeedResource> SeedResources => db.Set<SeedResource>();
    }
}
