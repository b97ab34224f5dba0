using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Templates;

internal sealed class TemplateConfiguration : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> builder)
    {
        builder.ToTable("Templates");
        builder.IsDomainResource();
        builder.Property(template => template.TemplateId).IsRequired();
        builder.HasIndex(template => new { template.DomainKey, template.TemplateId }).IsUnique();
        builder.Property(template => template.RequiredFields).HoldsJson();
        builder.Property(template => template.Rules).HoldsJson();
        builder.Property(template => template.TagPropagationConfigurations).HoldsOptionalJson();
    }
}
