using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Domains;

internal sealed class DomainConfiguration : IEntityTypeConfiguration<Domain>
{
    public void Configure(EntityTypeBuilder<Domain> builder)
    {
        builder.ToTable("Domains");
        builder.HasKey(domain => domain.Key);
        builder.Property(domain => domain.DomainId).IsRequired();
        builder.HasIndex(domain => new { domain.DomainId, domain.Account, domain.Region }).IsUnique();
        builder.HasIndex(domain => new { domain.Account, domain.Region, domain.Key });
        builder.HasIndex(domain => domain.DeletedTime);
        builder.Property(domain => domain.Tags).HoldsJson();
        builder.Property(domain => domain.EventBridge).HoldsOptionalJson();
        builder.HasMany(domain => domain.Fields).WithOne().HasForeignKey(field => field.DomainKey);
    }
}
