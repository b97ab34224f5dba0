using System.Globalization;
using System.Net;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api;

public sealed class QuotaTests
{
    private const string Quota = "ServiceQuotaExceededException";
    private const string Conflict = "ConflictException";

    /// <summary>
    /// Every quota: its name, the documented value, a smaller test value, the number that exists at the start, the error and
    /// a part of its message.
    /// </summary>
    public static TheoryData<string, int, int, int, string, string> Quotas => new()
    {
        { "Domains", 5, 3, 1, Quota, "3 domains" },
        { "FieldsPerDomain", 500, 19, 17, Quota, "19 fields" },
        { "OptionsPerField", 500, 2, 0, Quota, "3 options" },
        { "LayoutsPerDomain", 100, 2, 0, Quota, "2 layouts" },
        { "FieldsPerLayout", 100, 2, 0, Quota, "3 fields" },
        { "TemplatesPerDomain", 100, 2, 0, Quota, "2 templates" },
        { "CaseRulesPerDomain", 100, 2, 0, Quota, "2 case rules" },
        { "FieldOptionsRulesPerTemplate", 10, 2, 0, Quota, "3 field options rules" },
        { "ParentValuesPerFieldOptionsRule", 50, 2, 0, Quota, "3 parent field values" },
        { "ChildValuesPerFieldOptionsRule", 500, 2, 0, Quota, "3 child field values" },
        { "RelatedItemsPerCase", 200, 2, 0, Quota, "2 related items" },
        { "FilesPerCase", 50, 2, 0, Quota, "2 files" },
        { "SlasPerCase", 30, 2, 0, Quota, "2 SLAs" },
        { "FieldsPerRelatedItem", 5, 2, 0, Quota, "3 fields" },
        { "DeletedFieldsPerDomain", 500, 2, 0, Quota, "2 deleted fields" },
        { "DeletedLayoutsPerDomain", 100, 2, 0, Conflict, "2 deleted layouts" },
        { "DeletedTemplatesPerDomain", 100, 2, 0, Conflict, "2 deleted templates" },
    };

    [Theory]
    [MemberData(nameof(Quotas))]
    public async Task The_last_one_fits_and_the_next_is_refused_and_not_written(
        string setting, int documented, int small, int used, string refusal, string mention)
    {
        Assert.Equal(documented, typeof(QuotaOptions).GetProperty(setting)!.GetValue(new QuotaOptions()));
        await using var app = new CasesApp().With($"Quotas:{setting}", small.ToString(CultureInfo.InvariantCulture));
        var call = await PrepareAsync(await app.CreateDomainAsync(), setting);

        for (var count = used + 1; count <= small; count++)
        {
            (await call(count)).ShouldSucceed();
        }

        (await app.WritesNothingAsync(() => call(small + 1))).ShouldFail(
            refusal == Quota ? HttpStatusCode.PaymentRequired : HttpStatusCode.Conflict, refusal, mention, $"{small}");
    }

    [Fact]
    public void No_quota_is_missing_here() => Assert.Equal(
        typeof(QuotaOptions).GetProperties().Select(property => property.Name).Order(),
        Quotas.Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData("FieldOptionsRulesPerTemplate")]
    [InlineData("ParentValuesPerFieldOptionsRule")]
    [InlineData("ChildValuesPerFieldOptionsRule")]
    [InlineData("FieldsPerLayout")]
    [InlineData("FieldsPerRelatedItem")]
    public async Task An_update_keeps_to_what_a_resource_can_hold(string setting)
    {
        await using var app = new CasesApp().With($"Quotas:{setting}", "2");
        var domain = await app.CreateDomainAsync();
        var (path, body) = await SizedAsync(domain, setting);
        var created = (await domain.PostAsync(path, body(1))).ShouldSucceed().Json.AsObject();
        var id = (string)created.Single(member => member.Key.EndsWith("Id", StringComparison.Ordinal)).Value!;

        (await domain.PutAsync($"{path}/{id}", body(2))).ShouldSucceed();
        (await app.WritesNothingAsync(() => domain.PutAsync($"{path}/{id}", body(3))))
            .ShouldFail(HttpStatusCode.PaymentRequired, Quota, "would have 3", "2");
    }

    [Fact]
    public async Task What_is_deleted_makes_room()
    {
        await using var app = new CasesApp()
            .With("Quotas:Domains", "2").With("Quotas:FieldsPerDomain", "18").With("Quotas:LayoutsPerDomain", "1")
            .With("Quotas:TemplatesPerDomain", "1").With("Quotas:CaseRulesPerDomain", "1").With("Quotas:RelatedItemsPerCase", "1");
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var templateId = Assert.Single(await domain.ListAsync("/templates-list", "templates", "templateId"));
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        for (var round = 0; round < 2; round++)
        {
            await domain.DeleteFieldAsync(await domain.CreateFieldAsync("Text"));
            (await domain.DeleteAsync($"/layouts/{await domain.CreateLayoutAsync()}")).ShouldSucceed();
            (await domain.DeleteAsync($"/templates/{await domain.CreateTemplateAsync()}")).ShouldSucceed();
            (await domain.DeleteAsync($"/case-rules/{await domain.CreateCaseRuleAsync()}")).ShouldSucceed();
            (await domain.DeleteAsync($"{@case.Path}/related-items/{(await @case.AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemId")}"))
                .ShouldSucceed();
            (await (await TestDomain.CreateAsync(domain.Client)).DeleteAsync("")).ShouldSucceed();
        }
    }

    [Fact]
    public async Task Every_domain_account_and_region_has_quotas_of_its_own()
    {
        await using var app = new CasesApp().With("Quotas:Domains", "2").With("Quotas:LayoutsPerDomain", "1");
        var domain = await app.CreateDomainAsync();
        var other = await TestDomain.CreateAsync(domain.Client);
        await domain.CreateLayoutAsync();
        await other.CreateLayoutAsync();

        (await domain.Client.PostAsync("/domains", """{"name":"One more"}""")).ShouldFail(HttpStatusCode.PaymentRequired, Quota);
        (await app.ClientOf(domain.Client.AccessKeyId, "eu-west-2").PostAsync("/domains", """{"name":"One more"}""")).ShouldSucceed();
        await app.CreateDomainAsync();
    }

    [Fact]
    public async Task A_name_in_use_is_found_before_a_full_domain()
    {
        await using var app = new CasesApp().With("Quotas:TemplatesPerDomain", "1");
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates", """{"name":"A"}""")).ShouldSucceed();
        (await domain.PostAsync("/templates", """{"name":"A"}""")).ShouldFail(HttpStatusCode.Conflict, Conflict);
        (await domain.PostAsync("/templates", """{"name":"B"}""")).ShouldFail(HttpStatusCode.PaymentRequired, Quota);
    }

    /// <summary>Returns the call that creates one more resource. The argument is the number of resources after it.</summary>
    private static async Task<Func<int, Task<ApiResponse>>> PrepareAsync(TestDomain domain, string setting)
    {
        switch (setting)
        {
            case "Domains":
                return _ => domain.Client.PostAsync("/domains", $$"""{"name":"{{NewName()}}"}""");
            case "FieldsPerDomain":
                return _ => domain.PostAsync("/fields", $$"""{"name":"{{NewName()}}","type":"Text"}""");
            case "OptionsPerField":
                return count => domain.PutAsync(
                    "/fields/case_reason/options", $$"""{"options":[{"name":"A","value":"value{{count}}","active":true}]}""");
            case "LayoutsPerDomain":
                return _ => domain.PostAsync("/layouts", $$"""{"name":"{{NewName()}}","content":{{Content().ToJsonString()}}}""");
            case "TemplatesPerDomain":
                return _ => domain.PostAsync("/templates", $$"""{"name":"{{NewName()}}"}""");
            case "CaseRulesPerDomain":
                return _ => domain.PostAsync("/case-rules", $$"""{"name":"{{NewName()}}","rule":{{CaseRuleBodies.Required(true)}}}""");
            case "RelatedItemsPerCase":
                var @case = await domain.CreateCaseAsync();
                return _ => @case.AddCommentAsync("Hello");
            case "FilesPerCase":
                var withFiles = await domain.CreateCaseAsync();
                return count => withFiles.AddFileAsync($"arn:aws:connect:us-east-1:123456789012:instance/i/file/{count}");
            case "SlasPerCase":
                var withSlas = await domain.CreateCaseAsync();
                return count => withSlas.AddAsync("Sla", $$$"""
                    {"sla":{"slaInputConfiguration":{"name":"Sla {{{count}}}","type":"CaseField","fieldId":"status",
                      "targetFieldValues":[{"stringValue":"closed"}],"targetSlaMinutes":60} } }
                    """);
            case "DeletedFieldsPerDomain":
                return await DeletionsAsync("/fields", () => domain.CreateFieldAsync("Text"));
            case "DeletedLayoutsPerDomain":
                return await DeletionsAsync("/layouts", () => domain.CreateLayoutAsync());
            case "DeletedTemplatesPerDomain":
                return await DeletionsAsync("/templates", () => domain.CreateTemplateAsync());
            default:
                var (path, body) = await SizedAsync(domain, setting);
                return count => domain.PostAsync(path, body(count));
        }

        async Task<Func<int, Task<ApiResponse>>> DeletionsAsync(string path, Func<Task<string>> create)
        {
            string[] ids = [await create(), await create(), await create()];
            return count => domain.DeleteAsync($"{path}/{ids[count - 1]}");
        }
    }

    /// <summary>Returns the path and the body that create a resource with the given number of parts.</summary>
    private static async Task<(string Path, Func<int, string> Body)> SizedAsync(TestDomain domain, string setting)
    {
        string[] texts = [await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Text")];
        var parent = await domain.CreateSelectAsync("p1", "p2", "p3");
        var child = await domain.CreateSelectAsync("c1", "c2", "c3");
        switch (setting)
        {
            case "FieldsPerLayout":
                return ("/layouts", count => $$"""{"name":"{{NewName()}}","content":{{Content(texts[..count]).ToJsonString()}}}""");
            case "FieldOptionsRulesPerTemplate":
                var (rule, other) = (CaseRuleBodies.FieldOptions(parent, child, ("p1", ["c1"])), await domain.CreateCaseRuleAsync());
                (string, string?)[] rules = [(other, "title"), (await domain.CreateCaseRuleAsync(rule), null),
                    (await domain.CreateCaseRuleAsync(rule), null), (await domain.CreateCaseRuleAsync(rule), null)];
                return ("/templates", count => $$"""{"name":"{{NewName()}}","rules":{{ConfigurationSteps.Rules(rules[..(count + 1)])}}}""");
            case "ParentValuesPerFieldOptionsRule":
                (string, string[])[] mappings = [("p1", ["c1"]), ("p2", []), ("p3", [])];
                return ("/case-rules", count => Rule(mappings[..count]));
            case "ChildValuesPerFieldOptionsRule":
                return ("/case-rules", count => Rule(("p1", ["c1"]), ("p2", count == 1 ? [] : count == 2 ? ["c2"] : ["c2", "c3"])));
            case "FieldsPerRelatedItem":
                var @case = await domain.CreateCaseAsync();
                return ($"{@case.Path}/related-items", count => $$$"""
                    {"type":"Custom","content":{"custom":{"fields":[{{{string.Join(',', texts[..count].Select(id => Value(id, "x")))}}}]} } }
                    """);
            default:
                throw new ArgumentOutOfRangeException(nameof(setting), setting, "No call uses this quota.");
        }

        string Rule(params (string, string[])[] mappings) =>
            $$"""{"name":"{{NewName()}}","rule":{{CaseRuleBodies.FieldOptions(parent, child, mappings)}}}""";
    }
}
