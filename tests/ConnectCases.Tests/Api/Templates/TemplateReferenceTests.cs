using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.ConfigurationSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Templates;

/// <summary>The layout and the case rules of a template.</summary>
public sealed class TemplateReferenceTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task They_are_returned_as_they_were_given()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync();
        var required = await domain.CreateCaseRuleAsync();
        var hidden = await domain.CreateCaseRuleAsync(Hidden(false));
        var options = await domain.CreateCaseRuleAsync(await OptionsRuleAsync(domain));
        var rules = Rules((hidden, "summary"), (required, "summary"), (options, null), (required, "case_reason"));

        var templateId = (await domain.PostAsync("/templates", $$$"""
            {"name":"A","layoutConfiguration":{"defaultLayout":"{{{layoutId}}}"},"rules":{{{rules}}}}
            """)).ShouldSucceed().Id("templateId");

        var template = (await domain.PostAsync($"/templates/{templateId}")).ShouldSucceed();
        Assert.Equal(layoutId, (string)template["layoutConfiguration"]["defaultLayout"]!);
        Assert.Equal(rules, template["rules"].ToJsonString());
    }

    [Fact]
    public async Task A_layout_of_another_domain_or_a_deleted_one_is_none()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateLayoutAsync();
        var deleted = await domain.CreateLayoutAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.DeleteAsync($"/layouts/{deleted}")).ShouldSucceed();

        foreach (var layoutId in new[] { elsewhere, deleted })
        {
            (await app.WritesNothingAsync(() => domain.PostAsync(
                "/templates", $$$"""{"name":"A","layoutConfiguration":{"defaultLayout":"{{{layoutId}}}"} }""")))
                .ShouldBeInvalid("layoutConfiguration.defaultLayout", layoutId);
            (await app.WritesNothingAsync(() => domain.PutAsync(
                $"/templates/{templateId}", $$$"""{"layoutConfiguration":{"defaultLayout":"{{{layoutId}}}"} }""")))
                .ShouldBeInvalid("layoutConfiguration.defaultLayout", layoutId);
        }
    }

    [Fact]
    public async Task A_rule_of_another_domain_or_a_deleted_one_is_none()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseRuleAsync();
        var deleted = await domain.CreateCaseRuleAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.DeleteAsync($"/case-rules/{deleted}")).ShouldSucceed();

        await RefuseAsync(domain, templateId, Rules((elsewhere, "summary"), (deleted, "summary")), "rules", elsewhere, deleted);
    }

    [Fact]
    public async Task A_rule_governs_a_field_that_exists()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = await domain.CreateTemplateAsync();
        await RefuseAsync(domain, templateId, Rules((ruleId, "nope")), "rules", "nope");
    }

    [Fact]
    public async Task A_required_or_hidden_rule_names_the_field_that_it_governs()
    {
        var domain = await app.CreateDomainAsync();
        var required = await domain.CreateCaseRuleAsync();
        var hidden = await domain.CreateCaseRuleAsync(Hidden(true));
        var templateId = await domain.CreateTemplateAsync();

        await RefuseAsync(domain, templateId, Rules((required, null)), "Required", required, "fieldId");
        await RefuseAsync(domain, templateId, Rules((required, "summary"), (hidden, null)), "Hidden", hidden, "fieldId");
    }

    [Fact]
    public async Task A_field_options_rule_names_its_child_itself_or_in_the_template()
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a");
        var child = await domain.CreateSelectAsync("b");
        var without = await domain.CreateCaseRuleAsync(FieldOptions(parent, null, ("a", ["b"])));
        var with = await domain.CreateCaseRuleAsync(FieldOptions(parent, child, ("a", ["b"])));
        var templateId = await domain.CreateTemplateAsync();

        await RefuseAsync(domain, templateId, Rules((without, null)), without, "fieldId");

        await domain.BindAsync((with, null), (without, child));
    }

    [Fact]
    public async Task A_field_options_rule_governs_a_single_select_field_with_its_options()
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a");
        var child = await domain.CreateSelectAsync("b");
        var other = await domain.CreateSelectAsync("c");
        var without = await domain.CreateCaseRuleAsync(FieldOptions(parent, null, ("a", ["b"])));
        var with = await domain.CreateCaseRuleAsync(FieldOptions(parent, child, ("a", ["b"])));
        var templateId = await domain.CreateTemplateAsync();

        await RefuseAsync(domain, templateId, Rules((without, "summary")), "'summary'", "SingleSelect");
        await RefuseAsync(domain, templateId, Rules((without, other)), other, "'b'");
        await RefuseAsync(domain, templateId, Rules((with, other)), with, other);
        await domain.BindAsync((with, child));
    }

    [Fact]
    public async Task An_unknown_rule_is_found_before_a_name_in_use()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates", """{"name":"A"}""")).ShouldSucceed();
        (await domain.PostAsync("/templates", $$"""{"name":"A","rules":{{Rules(("nope", "title"))}}}""")).ShouldBeInvalid("nope");
    }

    private async Task RefuseAsync(TestDomain domain, string templateId, string rules, params string[] mentions)
    {
        (await app.WritesNothingAsync(() => domain.PostAsync("/templates", $$"""{"name":"{{NewName()}}","rules":{{rules}}}""")))
            .ShouldBeInvalid(mentions);
        (await app.WritesNothingAsync(() => domain.PutAsync($"/templates/{templateId}", $$"""{"rules":{{rules}}}""")))
            .ShouldBeInvalid(mentions);
    }

    private static async Task<string> OptionsRuleAsync(TestDomain domain) =>
        FieldOptions(await domain.CreateSelectAsync("a"), await domain.CreateSelectAsync("b"), ("a", ["b"]));
}
