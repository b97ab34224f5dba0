using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Domains;

internal static class DomainResourceConfiguration
{
    public static void IsDomainResource<TResource>(this EntityTypeBuilder<TResource> builder)
        where TResource : DomainResource
    {
        builder.HasKey(resource => resource.Key);
        builder.Property(resource => resource.Tags).HoldsJson();
        builder.HasOne<Domain>().WithMany().HasForeignKey(resource => resource.DomainKey);
    }
}
