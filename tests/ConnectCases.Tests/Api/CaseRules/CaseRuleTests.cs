using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.CaseRules;

public sealed class CaseRuleTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("Required")]
    [InlineData("Hidden")]
    [InlineData("FieldOptions")]
    public async Task A_rule_is_returned_as_it_was_created(string ruleType)
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a", "b");
        var child = await domain.CreateSelectAsync("c", "d");
        var weight = await domain.CreateFieldAsync("Number");
        var rule = ruleType switch
        {
            "Required" => Required(false, EqualTo(parent, "a"), AndAll(NotEqualTo(weight, """{"doubleValue":1.5}""", false))),
            "Hidden" => Hidden(true, OrAll(EqualTo("title", "x"), AndAll()), NotEqualTo("summary", NoValue, false)),
            _ => FieldOptions(parent, child, ("a", ["c", "d"]), ("b", []), ("", ["c"])),
        };

        var created = (await domain.PostAsync("/case-rules", $$"""{"name":"Weighing","description":"When","rule":{{rule}}}"""))
            .ShouldSucceed();

        var ruleId = created.Id("caseRuleId");
        Assert.Equal(domain.ArnOf($"/case-rule/{ruleId}"), created.Id("caseRuleArn"));
        var read = await domain.GetCaseRuleAsync(ruleId);
        Assert.Equal(created.Id("caseRuleArn"), (string)read["caseRuleArn"]!);
        Assert.Equal("Weighing", (string)read["name"]!);
        Assert.Equal("When", (string)read["description"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(rule), read["rule"]), $"{rule} {read["rule"]}");
        Assert.Equal("{}", read["tags"]!.ToJsonString());
        Assert.False((bool)read["deleted"]!);
        Assert.Equal(app.Now(), (string)read["createdTime"]!);
        Assert.Equal(app.Now(), (string)read["lastModifiedTime"]!);
        Assert.Equal(
            $$"""{"caseRuleId":"{{ruleId}}","name":"Weighing","caseRuleArn":"{{created.Id("caseRuleArn")}}","ruleType":"{{ruleType}}","description":"When"}""",
            Assert.Single((await domain.PostAsync("/rules-list/")).ShouldSucceed()["caseRules"].AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task A_batch_keeps_request_order_once_each_and_reports_what_does_not_exist()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateCaseRuleAsync();
        var deleted = await domain.CreateCaseRuleAsync();
        (await domain.DeleteAsync($"/case-rules/{deleted}")).ShouldSucceed();

        var response = (await domain.PostAsync(
            "/rules-batch", $$"""{"caseRules":[{"id":"{{deleted}}"},{"id":"nope"},{"id":"{{first}}"},{"id":"{{deleted}}"}]}""")).ShouldSucceed();

        Assert.Equal([deleted, first], response["caseRules"].AsArray().Select(rule => (string)rule!["caseRuleId"]!));
        Assert.Equal([true, false], response["caseRules"].AsArray().Select(rule => (bool)rule!["deleted"]!));
        var error = Assert.Single(response["errors"].AsArray())!;
        Assert.Equal("nope", (string)error["id"]!);
        Assert.Equal("ResourceNotFoundException", (string)error["errorCode"]!);
        Assert.Contains("'nope'", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("[]", response["unprocessedCaseRules"].ToJsonString());
    }

    [Fact]
    public async Task The_list_is_in_creation_order()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateCaseRuleAsync(Hidden(true));
        var second = await domain.CreateCaseRuleAsync();

        Assert.Equal([first, second], await domain.ListAsync("/rules-list", "caseRules", "caseRuleId"));
        Assert.Equal(["Hidden", "Required"], await domain.ListAsync("/rules-list/", "caseRules", "ruleType"));
    }

    [Fact]
    public async Task A_name_in_use_conflicts()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = (await TryCreateAsync(domain, Required(true), "A")).ShouldSucceed().Id("caseRuleId");
        var other = await domain.CreateCaseRuleAsync();

        (await app.WritesNothingAsync(() => TryCreateAsync(domain, Hidden(true), "A")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'A'");
        (await app.WritesNothingAsync(() => domain.PutAsync($"/case-rules/{other}", """{"name":"A","description":"B"}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'A'");

        (await domain.PutAsync($"/case-rules/{ruleId}", """{"name":"A"}""")).ShouldSucceed();
        (await domain.PutAsync($"/case-rules/{other}", """{"name":"a"}""")).ShouldSucceed();
        (await TryCreateAsync(await app.CreateDomainAsync(), Required(true), "A")).ShouldSucceed();
        (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed();
        (await TryCreateAsync(domain, Required(true), "A")).ShouldSucceed();
    }

    [Fact]
    public async Task A_rule_has_five_conditions_wherever_they_stand()
    {
        var domain = await app.CreateDomainAsync();
        var one = EqualTo("title", "x");
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, one, one, one, one, one));
        await domain.CreateCaseRuleAsync(Required(false, one, one, AndAll(one, OrAll(one, one))));

        await RefuseAsync(domain, ruleId, Required(false, one, one, one, one, one, one), "6 conditions", "5");
        await RefuseAsync(domain, ruleId, Hidden(false, one, one, AndAll(one, one, OrAll(one, one))), "6 conditions", "5");
    }

    [Fact]
    public async Task Conditions_are_nested_two_levels_deep()
    {
        var domain = await app.CreateDomainAsync();
        var one = EqualTo("title", "x");
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, AndAll(OrAll(one))));

        await RefuseAsync(domain, ruleId, Required(false, AndAll(OrAll(AndAll(one)))), "nested", "2");
        await RefuseAsync(domain, ruleId, Hidden(false, one, OrAll(OrAll(OrAll()))), "nested", "2");
    }

    [Fact]
    public async Task A_compound_condition_has_one_result()
    {
        var domain = await app.CreateDomainAsync();
        var (yes, no) = (EqualTo("title", "x"), EqualTo("summary", "x", false));
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, AndAll(yes, OrAll(yes)), OrAll(no, no), yes));

        await RefuseAsync(domain, ruleId, Required(false, AndAll(yes, no)), "orAll", "result");
        await RefuseAsync(domain, ruleId, Hidden(false, OrAll(yes, AndAll(no))), "orAll", "result");
    }

    [Theory]
    [InlineData("Text", "x", """{"doubleValue":1}""", "stringValue")]
    [InlineData("Url", "https://example.com", """{"booleanValue":true}""", "stringValue")]
    [InlineData("DateTime", "2026-03-01T10:30:00+01:00", """{"doubleValue":1}""", "stringValue")]
    [InlineData("DateTime", "2026-03-01T09:30:00Z", "2026-03-01T09:30:00", "zone")]
    [InlineData("DateTime", "2026-03-01T09:30:00Z", "yesterday", "ISO 8601")]
    [InlineData("Number", """{"doubleValue":-2}""", "1", "doubleValue")]
    [InlineData("Boolean", """{"booleanValue":false}""", "true", "booleanValue")]
    [InlineData("User", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a", """{"booleanValue":true}""", "User")]
    [InlineData("SingleSelect", "a", """{"doubleValue":1}""", "stringValue")]
    [InlineData("SingleSelect", "a", "A", "'A'")]
    public async Task An_operand_fits_its_field(string type, string fitting, string unfit, string mention)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync(type);
        if (type == "SingleSelect")
        {
            await domain.PutOptionAsync(fieldId, "a");
        }

        var ruleId = await domain.CreateCaseRuleAsync(Required(false, EqualTo(fieldId, fitting), AndAll(NotEqualTo(fieldId, NoValue))));

        await RefuseAsync(domain, ruleId, Required(false, EqualTo(fieldId, unfit)), fieldId, mention);
        await RefuseAsync(domain, ruleId, Hidden(false, OrAll(NotEqualTo(fieldId, unfit))), fieldId, mention);
    }

    [Fact]
    public async Task An_option_is_compared_by_its_value_not_its_name()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, EqualTo("status", "open")));
        await RefuseAsync(domain, ruleId, Required(false, EqualTo("status", "Open")), "'status'", "'Open'", "value");
    }

    [Fact]
    public async Task Fields_must_exist()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateFieldAsync("Text");
        var ruleId = await domain.CreateCaseRuleAsync();

        await RefuseAsync(domain, ruleId, Required(false, EqualTo("nope", "x"), AndAll(EqualTo(elsewhere, "x"))), "nope", elsewhere);
        await RefuseAsync(domain, ruleId, FieldOptions("nope", elsewhere, ("a", ["b"])), "nope", elsewhere);
    }

    [Fact]
    public async Task A_field_options_rule_is_about_single_select_fields_and_their_options()
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a");
        var child = await domain.CreateSelectAsync("b");
        var ruleId = await domain.CreateCaseRuleAsync(FieldOptions(parent, child, ("a", ["b"])));

        await RefuseAsync(domain, ruleId, FieldOptions("title", child, ("a", ["b"])), "'title'", "SingleSelect");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, "title", ("a", ["b"])), "'title'", "SingleSelect");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, child, ("b", ["b"])), parent, "'b'");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, child, ("a", ["b", "a"])), child, "'a'");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, null, ("b", [])), parent, "'b'");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, child, ("a", ["b"]), ("a", [])), "'a'", "twice");
        await RefuseAsync(domain, ruleId, FieldOptions(parent, parent, ("a", ["a"])), "parentFieldId", "childFieldId");
    }

    [Fact]
    public async Task Only_what_is_given_changes_and_the_rule_as_a_whole()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = (await domain.PostAsync(
            "/case-rules", $$"""{"name":"A","description":"First","rule":{{Required(true, EqualTo("title", "x"))}}}"""))
            .ShouldSucceed().Id("caseRuleId");
        var expected = await domain.GetCaseRuleAsync(ruleId);

        await ChangeAsync("name", "\"B\"");
        await ChangeAsync("description", "\"Second\"");
        await ChangeAsync("rule", Hidden(false));
        Assert.Equal(["Hidden"], await domain.ListAsync("/rules-list", "caseRules", "ruleType"));

        async Task ChangeAsync(string member, string value)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal("{}", (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"{{member}}":{{value}}}""")).ShouldSucceed().Text);
            expected[member] = JsonNode.Parse(value);
            expected["lastModifiedTime"] = app.Now();
            var read = await domain.GetCaseRuleAsync(ruleId);
            Assert.True(JsonNode.DeepEquals(expected, read), read.ToJsonString());
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null,"description":null,"rule":null}""")]
    public async Task Nothing_to_change_is_no_change(string body)
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        (await app.WritesNothingAsync(() => domain.PutAsync($"/case-rules/{ruleId}", body))).ShouldSucceed();
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("Inactive")]
    public async Task A_rule_that_a_live_template_uses_keeps_its_type_and_stays(string status)
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = await domain.BindAsync((ruleId, "summary"));
        (await domain.PutAsync($"/templates/{templateId}", $$"""{"status":"{{status}}"}""")).ShouldSucceed();

        (await app.WritesNothingAsync(() => domain.PutAsync($"/case-rules/{ruleId}", $$"""{"name":"B","rule":{{Hidden(true)}}}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", ruleId, templateId, "Required");
        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/case-rules/{ruleId}")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", ruleId, templateId);

        (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"name":"B","rule":{{Required(false, EqualTo("title", "x"))}}}""")).ShouldSucceed();
        Assert.Equal("B", (string)(await domain.GetCaseRuleAsync(ruleId))["name"]!);
    }

    [Theory]
    [InlineData("template deleted")]
    [InlineData("rules replaced")]
    public async Task A_rule_that_no_live_template_uses_is_free(string how)
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = await domain.BindAsync((ruleId, "summary"));

        (how == "template deleted"
            ? await domain.DeleteAsync($"/templates/{templateId}")
            : await domain.PutAsync($"/templates/{templateId}", """{"rules":[]}""")).ShouldSucceed();

        (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"rule":{{Hidden(true)}}}""")).ShouldSucceed();
        Assert.Equal("{}", (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed().Text);
    }

    [Fact]
    public async Task A_rule_that_governs_only_a_deleted_field_is_free()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var ruleId = await domain.CreateCaseRuleAsync();
        await domain.BindAsync((ruleId, fieldId));

        await domain.DeleteFieldAsync(fieldId);

        (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed();
    }

    [Fact]
    public async Task A_field_options_rule_that_a_template_binds_without_a_field_goes_on_naming_its_child()
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a");
        var child = await domain.CreateSelectAsync("b");
        var other = await domain.CreateSelectAsync("b");
        var ruleId = await domain.CreateCaseRuleAsync(FieldOptions(parent, child, ("a", ["b"])));
        var templateId = await domain.BindAsync((ruleId, null));

        (await app.WritesNothingAsync(() => domain.PutAsync(
            $"/case-rules/{ruleId}", $$"""{"rule":{{FieldOptions(parent, null, ("a", ["b"]))}}}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", ruleId, templateId, "childFieldId");
        (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"rule":{{FieldOptions(parent, other, ("a", ["b"]))}}}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_field_options_rule_goes_on_fitting_the_field_that_a_template_binds_it_to()
    {
        var domain = await app.CreateDomainAsync();
        var parent = await domain.CreateSelectAsync("a");
        var child = await domain.CreateSelectAsync("b");
        var other = await domain.CreateSelectAsync("b");
        var ruleId = await domain.CreateCaseRuleAsync(FieldOptions(parent, null, ("a", ["b"])));
        var templateId = await domain.BindAsync((ruleId, child));

        (await UpdateAsync(FieldOptions(parent, null, ("a", ["c"])))).ShouldFail(HttpStatusCode.Conflict, "ConflictException", templateId, child, "'c'");
        (await UpdateAsync(FieldOptions(parent, other, ("a", ["b"])))).ShouldFail(HttpStatusCode.Conflict, "ConflictException", templateId, child);
        (await UpdateAsync(FieldOptions(parent, child, ("a", ["b"])))).ShouldSucceed();

        Task<ApiResponse> UpdateAsync(string rule) => domain.PutAsync($"/case-rules/{ruleId}", $$"""{"rule":{{rule}} }""");
    }

    [Fact]
    public async Task A_deleted_rule_can_be_read_but_not_listed_or_changed()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var kept = await domain.CreateCaseRuleAsync();
        var expected = await domain.GetCaseRuleAsync(ruleId);

        (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed();
        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/case-rules/{ruleId}"))).ShouldSucceed();

        expected["deleted"] = true;
        Assert.Equal(expected.ToJsonString(), (await domain.GetCaseRuleAsync(ruleId)).ToJsonString());
        Assert.Equal([kept], await domain.ListAsync("/rules-list", "caseRules", "caseRuleId"));
        (await app.WritesNothingAsync(() => domain.PutAsync($"/case-rules/{ruleId}", """{"name":"B"}""")))
            .ShouldBeInvalid(ruleId, "deleted");
    }

    [Fact]
    public async Task An_unknown_rule_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseRuleAsync();
        foreach (var ruleId in new[] { "nope", elsewhere })
        {
            (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"rule":{{Required(false, EqualTo("nope", "x"))}}}""")).ShouldNotBeFound("CaseRule");
            (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldNotBeFound("CaseRule");
        }

        var client = domain.Client;
        (await client.PostAsync("/domains/nope/case-rules", $$"""{"name":"A","rule":{{Required(true)}}}""")).ShouldNotBeFound("Domain");
        (await client.PostAsync("/domains/nope/rules-batch", """{"caseRules":[{"id":"nope"}]}""")).ShouldNotBeFound("Domain");
        (await client.PostAsync("/domains/nope/rules-list/")).ShouldNotBeFound("Domain");
        (await client.PutAsync("/domains/nope/case-rules/nope", "{}")).ShouldNotBeFound("Domain");
        (await client.DeleteAsync("/domains/nope/case-rules/nope")).ShouldNotBeFound("Domain");
    }

    private async Task RefuseAsync(TestDomain domain, string ruleId, string rule, params string[] mentions)
    {
        (await app.WritesNothingAsync(() => TryCreateAsync(domain, rule))).ShouldBeInvalid(mentions);
        (await app.WritesNothingAsync(() => domain.PutAsync($"/case-rules/{ruleId}", $$"""{"name":"{{NewName()}}","rule":{{rule}}}""")))
            .ShouldBeInvalid(mentions);
    }

    private static Task<ApiResponse> TryCreateAsync(TestDomain domain, string rule, string? name = null) =>
        domain.PostAsync("/case-rules", $$"""{"name":"{{name ?? NewName()}}","rule":{{rule}}}""");
}
