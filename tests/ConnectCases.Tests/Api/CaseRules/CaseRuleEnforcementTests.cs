using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.CaseRules;

/// <summary>CreateCase and UpdateCase enforce the case rules of the template.</summary>
public sealed class CaseRuleEnforcementTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_new_case_needs_what_a_rule_requires()
    {
        var domain = await app.CreateDomainAsync();
        var orderId = await domain.CreateFieldAsync("Text");
        var templateId = await BindAsync(domain, Required(false, EqualTo("title", "Lost parcel")), orderId);

        (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId))).ShouldBeInvalid("Required", $"'{orderId}' (Name ");
        (await domain.TryCreateCaseAsync(templateId, Value(orderId, ""))).ShouldBeInvalid(orderId);
        (await domain.TryCreateCaseAsync(templateId, Value(orderId, NoValue))).ShouldBeInvalid(orderId);

        await domain.CreateCaseAsync(templateId, Value(orderId, "A-1"));
        (await domain.PostAsync("/cases", $$"""{"templateId":"{{templateId}}","fields":[{{Value("title", "Found parcel")}}]}"""))
            .ShouldSucceed();
    }

    [Fact]
    public async Task Fields_that_the_service_fills_are_never_required()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = (await domain.PostAsync("/templates", $$"""
            {
              "name": "Filled in",
              "requiredFields": [{ "fieldId": "case_id" }, { "fieldId": "last_closed_datetime" }],
              "rules": [{ "caseRuleId": "{{ruleId}}", "fieldId": "created_by" }]
            }
            """)).ShouldSucceed().Id("templateId");
        await domain.CreateCaseAsync(templateId);
    }

    [Fact]
    public async Task A_condition_without_conditions_decides_nothing()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Required(false, AndAll(), EqualTo("status", "open")), "summary");
        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'summary'");
    }

    [Fact]
    public async Task The_first_condition_that_holds_decides_and_the_default_if_none_does()
    {
        var domain = await app.CreateDomainAsync();
        var reasonId = await domain.CreateSelectAsync("a", "b", "c");
        var templateId = await BindAsync(
            domain,
            Required(true, EqualTo(reasonId, "a", false), NotEqualTo(reasonId, "b", true), EqualTo(reasonId, "b", false)),
            "summary");

        await domain.CreateCaseAsync(templateId, Value(reasonId, "a"));
        await domain.CreateCaseAsync(templateId, Value(reasonId, "b"));
        (await domain.TryCreateCaseAsync(templateId, Value(reasonId, "c"))).ShouldBeInvalid("'summary'");
        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'summary'");

        var byDefault = await BindAsync(domain, Required(true, EqualTo(reasonId, "a", false)), "summary");
        await domain.CreateCaseAsync(byDefault, Value(reasonId, "a"));
        (await domain.TryCreateCaseAsync(byDefault, Value(reasonId, "b"))).ShouldBeInvalid("'summary'");
    }

    [Fact]
    public async Task An_update_must_not_leave_a_rule_unsatisfied()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Required(false, EqualTo("status", "closed")), "summary");
        var @case = await domain.CreateCaseAsync(templateId);

        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value("status", "closed")))).ShouldBeInvalid("Required", "'summary'");
        Assert.Equal("open", (string)(await @case.GetAsync("status"))["status"]["stringValue"]!);
        Assert.Single(await @case.AuditEventsAsync());

        (await @case.UpdateAsync(Value("status", "closed"), Value("summary", "Done"))).ShouldSucceed();
        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value("summary", NoValue)))).ShouldBeInvalid("'summary'");
        (await @case.UpdateAsync(Value("summary", ""))).ShouldBeInvalid("'summary'");
        (await @case.UpdateAsync(Value("status", "open"), Value("summary", NoValue))).ShouldSucceed();
    }

    [Fact]
    public async Task A_rule_on_the_time_of_creation_is_for_updates_only()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Required(false, NotEqualTo("created_datetime", NoValue)), "summary");

        var @case = await domain.CreateCaseAsync(templateId);

        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldBeInvalid("'summary'");
        (await @case.UpdateAsync(Value("title", "Found parcel"), Value("summary", "On a shelf"))).ShouldSucceed();
    }

    [Theory]
    [InlineData("Text", "x", "x", "X")]
    [InlineData("Url", "https://example.com", "https://example.com", "https://example.com/")]
    [InlineData("SingleSelect", "a", "a", "b")]
    [InlineData("DateTime", "2026-03-01T10:30:00+01:00", "2026-03-01T09:30:00.000Z", "2026-03-01T10:30:00Z")]
    [InlineData("Number", """{"doubleValue":1}""", """{"doubleValue":1.0}""", """{"doubleValue":1.5}""")]
    [InlineData("Boolean", """{"booleanValue":true}""", """{"booleanValue":true}""", """{"booleanValue":false}""")]
    [InlineData("User", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a", """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""", """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/b"}""")]
    public async Task Values_are_compared_by_their_kind(string type, string operand, string equal, string other)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = type == "SingleSelect" ? await domain.CreateSelectAsync("a", "b") : await domain.CreateFieldAsync(type);
        var whenEqual = await BindAsync(domain, Required(false, EqualTo(fieldId, operand)), "summary");
        var whenOther = await BindAsync(domain, Required(false, NotEqualTo(fieldId, operand)), "summary");

        (await domain.TryCreateCaseAsync(whenEqual, Value(fieldId, equal))).ShouldBeInvalid("'summary'");
        await domain.CreateCaseAsync(whenEqual, Value(fieldId, other));
        await domain.CreateCaseAsync(whenEqual);

        await domain.CreateCaseAsync(whenOther, Value(fieldId, equal));
        (await domain.TryCreateCaseAsync(whenOther, Value(fieldId, other))).ShouldBeInvalid("'summary'");
        (await domain.TryCreateCaseAsync(whenOther)).ShouldBeInvalid("'summary'");
    }

    [Fact]
    public async Task A_new_case_is_open_when_its_rules_are_evaluated()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Required(false, EqualTo("status", "open")), "summary");
        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'summary'");
        await domain.CreateCaseAsync(templateId, Value("status", "closed"));
    }

    [Fact]
    public async Task Hidden_wins_over_required_by_the_template_and_by_a_rule()
    {
        var domain = await app.CreateDomainAsync();
        var required = await domain.CreateCaseRuleAsync(Required(true));
        var hidden = await domain.CreateCaseRuleAsync(Hidden(false, EqualTo("status", "closed")));
        var byRule = await domain.BindAsync((hidden, "summary"), (required, "summary"));
        var byTemplate = (await domain.PostAsync("/templates", $$"""
            {"name":"A","requiredFields":[{"fieldId":"summary"}],"rules":{{ConfigurationSteps.Rules((hidden, "summary"))}}}
            """)).ShouldSucceed().Id("templateId");

        foreach (var templateId in new[] { byRule, byTemplate })
        {
            (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'summary'");
            var @case = await domain.CreateCaseAsync(templateId, Value("status", "closed"));
            (await @case.UpdateAsync(Value("summary", "Something"))).ShouldSucceed();
            (await @case.UpdateAsync(Value("summary", NoValue))).ShouldSucceed();
        }
    }

    [Fact]
    public async Task A_hidden_field_takes_values()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Hidden(true), "summary");

        var @case = await domain.CreateCaseAsync(templateId, Value("summary", "Something"));

        Assert.Equal("Something", (string)(await @case.GetAsync("summary"))["summary"]["stringValue"]!);
    }

    [Fact]
    public async Task A_title_is_required_even_where_it_is_hidden()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Hidden(true), "title");
        (await domain.PostAsync("/cases", $$"""{"templateId":"{{templateId}}","fields":[]}""")).ShouldBeInvalid("'title'");
        (await (await domain.CreateCaseAsync(templateId)).UpdateAsync(Value("title", NoValue))).ShouldBeInvalid("'title'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_takes_the_options_that_go_with_its_parent(bool childInTheRule)
    {
        var domain = await app.CreateDomainAsync();
        var country = await domain.CreateSelectAsync("US", "DE", "FR", "IT");
        var state = await domain.CreateSelectAsync("WA", "BY");
        var ruleId = await domain.CreateCaseRuleAsync(
            FieldOptions(country, childInTheRule ? state : null, ("US", ["WA"]), ("DE", ["BY", "WA"]), ("FR", [])));
        var templateId = await domain.BindAsync((ruleId, childInTheRule ? null : state));

        (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId, Value(country, "US"), Value(state, "BY"))))
            .ShouldBeInvalid(state, "'BY'", "'US'", "WA");
        (await domain.TryCreateCaseAsync(templateId, Value(country, "FR"), Value(state, "BY"))).ShouldBeInvalid(state, "'BY'", "'FR'");
        await domain.CreateCaseAsync(templateId, Value(country, "IT"), Value(state, "BY"));
        await domain.CreateCaseAsync(templateId, Value(country, "FR"));
        await domain.CreateCaseAsync(templateId, Value(state, "BY"));

        var @case = await domain.CreateCaseAsync(templateId, Value(country, "DE"), Value(state, "BY"));
        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value(country, "US")))).ShouldBeInvalid(state, "'BY'", "'US'");
        (await @case.UpdateAsync(Value(country, "US"), Value(state, "WA"))).ShouldSucceed();
        (await @case.UpdateAsync(Value(state, "BY"))).ShouldBeInvalid(state, "'BY'", "'US'");
        (await @case.UpdateAsync(Value(state, NoValue))).ShouldSucceed();
    }

    [Fact]
    public async Task An_empty_parent_value_stands_for_a_parent_that_is_not_set()
    {
        var domain = await app.CreateDomainAsync();
        var country = await domain.CreateSelectAsync("US");
        var state = await domain.CreateSelectAsync("WA", "other");
        var templateId = await domain.BindAsync(
            (await domain.CreateCaseRuleAsync(FieldOptions(country, state, ("", ["other"]), ("US", ["WA"]))), null));

        (await domain.TryCreateCaseAsync(templateId, Value(state, "WA"))).ShouldBeInvalid(state, "'WA'", "not set", "other");
        var @case = await domain.CreateCaseAsync(templateId, Value(state, "other"));
        (await @case.UpdateAsync(Value(country, "US"))).ShouldBeInvalid(state, "'other'", "'US'");
        (await @case.UpdateAsync(Value(country, "US"), Value(state, "WA"))).ShouldSucceed();
        (await @case.UpdateAsync(Value(country, NoValue))).ShouldBeInvalid(state, "'WA'", "not set");
    }

    [Fact]
    public async Task Only_the_rules_of_its_template_count_for_a_case()
    {
        var domain = await app.CreateDomainAsync();
        var with = await BindAsync(domain, Required(true), "summary");
        var without = await domain.CreateTemplateAsync();

        (await domain.TryCreateCaseAsync(with)).ShouldBeInvalid("'summary'");
        await domain.CreateCaseAsync(without);
    }

    [Fact]
    public async Task A_changed_rule_counts_at_once_and_is_not_asked_of_cases_that_nobody_updates()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync(Required(false));
        var templateId = await domain.BindAsync((ruleId, "summary"));
        var @case = await domain.CreateCaseAsync(templateId);

        (await domain.PutAsync($"/case-rules/{ruleId}", $$"""{"rule":{{Required(true)}}}""")).ShouldSucceed();

        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'summary'");
        Assert.Equal(["title"], (await @case.GetAsync("title", "summary")).Keys);
        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldBeInvalid("'summary'");
        (await @case.UpdateAsync(Value("summary", "Something"))).ShouldSucceed();
    }

    [Fact]
    public async Task The_rules_of_a_deleted_template_still_count_for_its_cases()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await BindAsync(domain, Required(false, EqualTo("status", "closed")), "summary");
        var @case = await domain.CreateCaseAsync(templateId);
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        (await @case.UpdateAsync(Value("status", "closed"))).ShouldBeInvalid("'summary'");
    }

    [Fact]
    public async Task A_deleted_rule_is_ignored()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, EqualTo("status", "closed")));
        var templateId = await domain.BindAsync((ruleId, "summary"));
        var @case = await domain.CreateCaseAsync(templateId);
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();
        (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed();

        (await @case.UpdateAsync(Value("status", "closed"))).ShouldSucceed();
    }

    [Fact]
    public async Task A_deleted_child_is_ignored_by_its_rules()
    {
        var domain = await app.CreateDomainAsync();
        var country = await domain.CreateSelectAsync("US", "IT");
        var state = await domain.CreateSelectAsync("WA", "BY");
        var templateId = await BindAsync(domain, FieldOptions(country, null, ("US", ["WA"])), state);
        var @case = await domain.CreateCaseAsync(templateId, Value(country, "IT"), Value(state, "BY"));
        (await @case.UpdateAsync(Value(country, "US"))).ShouldBeInvalid(state, "'BY'", "'US'");

        await domain.DeleteFieldAsync(state);

        (await @case.UpdateAsync(Value(country, "US"))).ShouldSucceed();
    }

    [Fact]
    public async Task A_refusal_names_the_rule_or_template_that_requires_a_field()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var byRule = await domain.BindAsync((ruleId, "summary"));
        var byTemplate = await domain.CreateTemplateAsync("summary");

        (await domain.TryCreateCaseAsync(byRule)).ShouldBeInvalid("'summary'", "case rule", ruleId);
        (await domain.TryCreateCaseAsync(byTemplate)).ShouldBeInvalid("'summary'", "template", byTemplate);
    }

    [Fact]
    public async Task All_missing_fields_are_named_at_once()
    {
        var domain = await app.CreateDomainAsync();
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = (await domain.PostAsync("/templates", $$"""
            {"name":"A","requiredFields":[{"fieldId":"customer_id"}],
             "rules":{{ConfigurationSteps.Rules((ruleId, "summary"), (ruleId, "assigned_queue"))}}}
            """)).ShouldSucceed().Id("templateId");

        (await domain.PostAsync("/cases", $$"""{"templateId":"{{templateId}}","fields":[]}"""))
            .ShouldBeInvalid("'title'", "'customer_id'", "'summary'", "'assigned_queue'");
    }

    [Fact]
    public async Task Rules_can_be_left_to_the_user_interface()
    {
        await using var relaxed = new CasesApp().With("CaseRules", "Ignored");
        var domain = await relaxed.CreateDomainAsync();
        var country = await domain.CreateSelectAsync("US");
        var state = await domain.CreateSelectAsync("WA", "BY");
        var required = await domain.CreateCaseRuleAsync();
        var hidden = await domain.CreateCaseRuleAsync(Hidden(true));
        var options = await domain.CreateCaseRuleAsync(FieldOptions(country, state, ("US", ["WA"])));
        var rules = ConfigurationSteps.Rules((required, "summary"), (hidden, "customer_id"), (options, null));
        var templateId = (await domain.PostAsync(
            "/templates", $$"""{"name":"A","requiredFields":[{"fieldId":"assigned_queue"},{"fieldId":"customer_id"}],"rules":{{rules}}}"""))
            .ShouldSucceed().Id("templateId");
        var customer = Value("customer_id", "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p");

        var @case = await domain.CreateCaseAsync(templateId, customer, Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"));
        (await @case.UpdateAsync(Value(country, "US"), Value(state, "BY"))).ShouldSucceed();

        (await domain.TryCreateCaseAsync(templateId, customer)).ShouldBeInvalid("'assigned_queue'");
        (await domain.TryCreateCaseAsync(templateId, Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"))).ShouldBeInvalid("'customer_id'");
        (await domain.PostAsync("/case-rules", $$"""{"name":"A","rule":{{Required(false, EqualTo("nope", "x"))}}}""")).ShouldBeInvalid("nope");
    }

    private static async Task<string> BindAsync(TestDomain domain, string rule, string fieldId) =>
        await domain.BindAsync((await domain.CreateCaseRuleAsync(rule), fieldId));
}
