using ConnectCases.Domains;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Templates;

internal sealed class TemplateConfiguration : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> builder)
    {
        builder.ToTable("Templates");
        builder.HasKey(template => template.Key);
        builder.Property(template => template.TemplateId).IsRequired();
        builder.HasIndex(template => new { template.DomainKey, template.TemplateId }).IsUnique();
        builder.HasOne<Domain>().WithMany().HasForeignKey(template => template.DomainKey);
        builder.Property(template => template.RequiredFields).HoldsJson();
        builder.Property(template => template.TagPropagationConfigurations).HoldsOptionalJson();
    }
}
