using ConnectCases.Domains;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Cases;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("Cases");
        builder.HasKey(@case => @case.Key);
        builder.Property(@case => @case.CaseId).IsRequired();
        builder.HasIndex(@case => new { @case.DomainKey, @case.CaseId }).IsUnique();
        builder.HasOne<Domain>().WithMany().HasForeignKey(@case => @case.DomainKey);
        builder.HasMany(@case => @case.Values).WithOne().HasForeignKey(value => value.CaseKey);
        builder.Property(@case => @case.Tags).HoldsJson();
    }
}

internal sealed class CaseValueConfiguration : IEntityTypeConfiguration<CaseValue>
{
    public void Configure(EntityTypeBuilder<CaseValue> builder)
    {
        builder.ToTable("CaseValues");
        builder.HasKey(value => new { value.CaseKey, value.FieldId });
        builder.Property(value => value.Kind).HasConversion<int>();
    }
}

internal sealed class ClientTokenConfiguration : IEntityTypeConfiguration<ClientToken>
{
    public void Configure(EntityTypeBuilder<ClientToken> builder)
    {
        builder.ToTable("ClientTokens");
        builder.HasKey(token => new { token.DomainKey, token.Token });
        builder.HasOne<Domain>().WithMany().HasForeignKey(token => token.DomainKey);
    }
}
