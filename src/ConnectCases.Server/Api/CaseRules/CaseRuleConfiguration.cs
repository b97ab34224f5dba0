using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.CaseRules;

internal sealed class CaseRuleConfiguration : IEntityTypeConfiguration<CaseRule>
{
    public void Configure(EntityTypeBuilder<CaseRule> builder)
    {
        builder.ToTable("CaseRules");
        builder.IsDomainResource();
        builder.Property(rule => rule.CaseRuleId).IsRequired();
        builder.HasIndex(rule => new { rule.DomainKey, rule.CaseRuleId }).IsUnique();
        builder.Property(rule => rule.Rule).HoldsJson();
    }
}
