using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Fields;

internal sealed class FieldConfiguration : IEntityTypeConfiguration<Field>
{
    public void Configure(EntityTypeBuilder<Field> builder)
    {
        builder.ToTable("Fields");
        builder.HasKey(field => field.Key);
        builder.Property(field => field.Tags).HoldsJson();
        builder.Property(field => field.FieldId).IsRequired();
        builder.HasIndex(field => new { field.DomainKey, field.FieldId }).IsUnique();
        builder.HasMany(field => field.Options).WithOne().HasForeignKey(option => option.FieldKey);
    }
}

internal sealed class SelectOptionConfiguration : IEntityTypeConfiguration<SelectOption>
{
    public void Configure(EntityTypeBuilder<SelectOption> builder)
    {
        builder.ToTable("SelectOptions");
        builder.HasKey(option => option.Key);
        builder.HasIndex(option => new { option.FieldKey, option.Value }).IsUnique();
    }
}
