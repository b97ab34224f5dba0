using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Merges.MergeSteps;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>StartMergeCases rejects every request whose merge could fail later (contract-delta.md 2.3).</summary>
public sealed class StartMergeCasesTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_case_is_not_merged_into_itself()
    {
        var (primary, _) = await (await app.CreateDomainAsync()).CreatePairAsync();
        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(primary, []), "secondaryCaseIds", "must not contain the primary case");
    }

    [Fact]
    public async Task Both_cases_are_cases_of_the_domain()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();

        foreach (var other in (TestCase[])[new(domain, "nope"), elsewhere])
        {
            Assert.Equal(other.Id, (await app.WritesNothingAsync(() => primary.StartMergeAsync(other, [], AllTypes))).ShouldNotBeFound("Case").Id("resourceId"));
            var unknown = new TestCase(domain, other.Id);
            Assert.Equal(other.Id, (await app.WritesNothingAsync(() => unknown.StartMergeAsync(secondary, [], AllTypes))).ShouldNotBeFound("Case").Id("resourceId"));
        }

        var nowhere = new TestCase(new(domain.Client, "nope"), primary.Id);
        (await app.WritesNothingAsync(() => nowhere.StartMergeAsync(secondary, []))).ShouldNotBeFound("Domain");
        (await nowhere.MergeStatusAsync()).ShouldNotBeFound("Domain");
        (await new TestCase(domain, "nope").MergeStatusAsync()).ShouldNotBeFound("Case");
        await primary.ShouldNotBeMergedAsync();
        await secondary.ShouldNotBeMergedAsync();
    }

    [Fact]
    public async Task Open_cases_are_merged()
    {
        var (open, closed) = await (await app.CreateDomainAsync()).CreatePairAsync(Value("status", "closed"));
        await ShouldBeInvalidAsync(open, () => open.StartMergeAsync(closed, ["title"]), closed.Id, "closed");
        await ShouldBeInvalidAsync(closed, () => closed.StartMergeAsync(open, ["title"]), closed.Id, "closed");
    }

    [Fact]
    public async Task Cases_of_two_customers_are_not_merged()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var one = await domain.CreateCaseAsync(templateId, Value("customer_id", Profile + "1"));
        var same = await domain.CreateCaseAsync(templateId, Value("customer_id", Profile + "1"));
        var other = await domain.CreateCaseAsync(templateId, Value("customer_id", Profile + "2"));
        var nobodys = await domain.CreateCaseAsync(templateId);
        var nobodysEither = await domain.CreateCaseAsync(templateId);

        await ShouldBeInvalidAsync(one, () => one.StartMergeAsync(other, []), "customers");
        await ShouldBeInvalidAsync(one, () => one.StartMergeAsync(other, ["customer_id"]), "customers");

        await one.MergeAsync(same);
        await nobodys.MergeAsync(nobodysEither);
        await one.MergeAsync(nobodys);
        await (await domain.CreateCaseAsync(templateId)).MergeAsync(one);
    }

    [Fact]
    public async Task Fields_are_taken_from_the_secondary_once()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Something"));
        var third = await domain.CreateCaseAsync();

        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary.Id, [], (third.Id, ["title"])), "fieldsConfiguration", third.Id, "not the secondary");
        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary.Id, [], (primary.Id, ["title"])), "fieldsConfiguration", primary.Id, "not the secondary");
        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary.Id, [], (secondary.Id, ["title"]), (third.Id, ["summary"])), third.Id, "not the secondary");
        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary.Id, [], (secondary.Id, ["title"]), (secondary.Id, ["summary"])), secondary.Id, "twice");
        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary, ["title", "summary", "title"]), "fieldsConfiguration", "'title' twice");

        (await primary.StartMergeAsync(secondary.Id, [], (secondary.Id, []))).ShouldSucceed();
    }

    [Fact]
    public async Task The_secondary_has_a_value_of_each_chosen_field()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateFieldAsync("Text");
        var emptied = await domain.CreateFieldAsync("Text");
        var (primary, secondary) = await domain.CreatePairAsync(Value(emptied, "a"));
        (await secondary.UpdateAsync(Value(emptied, ""))).ShouldSucceed();
        (await primary.UpdateAsync(Value("summary", "b"))).ShouldSucceed();

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, ["title", "nope"]), "do not exist", "nope");
        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, [elsewhere]), "do not exist", elsewhere);
        await ShouldBeInvalidAsync(
            primary, () => primary.StartMergeAsync(secondary, ["title", emptied, "summary"]), "no value", emptied, "summary");
    }

    [Theory]
    [InlineData("case_id")]
    [InlineData("reference_number")]
    [InlineData("reference_id")]
    [InlineData("status")]
    [InlineData("created_datetime")]
    [InlineData("last_updated_datetime")]
    [InlineData("last_closed_datetime")]
    [InlineData("last_reopened_datetime")]
    [InlineData("next_sla_breach_datetime")]
    [InlineData("last_updated_user")]
    [InlineData("created_by")]
    public async Task Fields_that_identify_or_describe_the_case_itself_cannot_be_merged(string fieldId)
    {
        const string Agent = """{"userArn":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""";
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        foreach (var status in (string[])["closed", "open"])
        {
            (await domain.PutAsync(secondary.Path, $$"""{"fields":[{{Value("status", status)}}],"performedBy":{{Agent}} }""")).ShouldSucceed();
        }

        await secondary.AddSlaAsync("Resolution", 60);

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, ["title", fieldId]), "cannot be merged", fieldId);
    }

    [Fact]
    public async Task A_deleted_field_is_taken_only_by_a_case_that_has_a_value_of_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var (primary, secondary) = await domain.CreatePairAsync(Value(fieldId, "a"));
        var another = await domain.CreateCaseAsync(null, Value(fieldId, "b"));
        await domain.DeleteFieldAsync(fieldId);

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, [fieldId]), "deleted", fieldId);

        await another.MergeAsync(secondary, fieldId);
        Assert.Equal("a", await another.TextAsync(fieldId));
    }

    [Fact]
    public async Task An_inactive_option_is_taken_only_by_a_case_that_has_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateSelectAsync("a", "b");
        var (primary, secondary) = await domain.CreatePairAsync(Value(fieldId, "b"));
        var another = await domain.CreateCaseAsync(null, Value(fieldId, "b"));
        (await primary.UpdateAsync(Value(fieldId, "a"))).ShouldSucceed();
        await domain.PutOptionAsync(fieldId, "b", active: false);

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, [fieldId]), "'b'", "inactive");

        await another.MergeAsync(secondary, fieldId);
    }

    [Fact]
    public async Task Chosen_values_must_leave_what_the_template_requires()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var primary = await domain.CreateCaseAsync(templateId);
        var secondary = await domain.CreateCaseAsync(templateId, Value("summary", "Something"));
        (await domain.PutAsync($"/templates/{templateId}", """{"requiredFields":[{"fieldId":"summary"}]}""")).ShouldSucceed();

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, ["title"]), "Required", "'summary'");

        await primary.MergeAsync(secondary, "title", "summary");
        await (await domain.CreateCaseAsync()).MergeAsync(primary);
    }

    [Fact]
    public async Task Chosen_values_must_satisfy_the_case_rules_of_the_primary()
    {
        var domain = await app.CreateDomainAsync();
        var reasonId = await domain.CreateSelectAsync("lost", "late");
        var detailId = await domain.CreateSelectAsync("thief", "snow");
        var allowed = await domain.CreateCaseRuleAsync(FieldOptions(reasonId, detailId, ("lost", ["thief"]), ("late", ["snow"])));
        var required = await domain.CreateCaseRuleAsync(Required(false, EqualTo("title", "Urgent")));
        var templateId = await domain.BindAsync((allowed, null), (required, "summary"));
        var primary = await domain.CreateCaseAsync(templateId, Value(reasonId, "lost"), Value(detailId, "thief"));
        var secondary = await domain.CreateCaseAsync(null, Value(reasonId, "late"), Value(detailId, "snow"), Value("summary", "Ice"));
        (await secondary.UpdateAsync(Value("title", "Urgent"))).ShouldSucceed();

        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, [detailId]), detailId, "'snow'", "'lost'");
        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, [reasonId]), detailId, "'thief'", "'late'");
        await ShouldBeInvalidAsync(primary, () => primary.StartMergeAsync(secondary, ["title"]), "Required", "'summary'", required);

        await primary.MergeAsync(secondary, reasonId, detailId, "title", "summary");
    }

    [Fact]
    public async Task A_primary_has_at_most_500_field_values_afterwards()
    {
        Assert.Equal(500, new EmulatorOptions().MergedFieldValues);
        await using var own = new CasesApp().With("MergedFieldValues", "8");
        var domain = await own.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var (primary, secondary) = await domain.CreatePairAsync(Value(fieldId, "a"), Value("summary", "b"));
        Assert.Equal(7, (await primary.AuditEventsAsync())[0]["fields"]!.AsArray().Count);

        (await own.WritesNothingAsync(() => primary.StartMergeAsync(secondary, ["title", fieldId, "summary"])))
            .ShouldBeInvalid("9 field values", "8");
        await secondary.ShouldNotBeMergedAsync();

        await primary.MergeAsync(secondary, "title", fieldId);
    }

    [Fact]
    public async Task A_case_is_part_of_one_merge_at_a_time()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var (third, fourth) = await domain.CreatePairAsync();
        (await domain.HoldMergesAsync()).ShouldSucceed();
        (await primary.StartMergeAsync(secondary, [])).ShouldSucceed();

        foreach (var (into, from, running) in ((TestCase, TestCase, TestCase)[])[
            (primary, secondary, primary),
            (secondary, primary, secondary),
            (primary, third, primary),
            (third, primary, primary),
            (secondary, third, secondary),
            (third, secondary, secondary)])
        {
            (await own.WritesNothingAsync(() => into.StartMergeAsync(from, ["title"], AllTypes)))
                .ShouldFail(HttpStatusCode.Conflict, "ConflictException", running.Id, "merge");
        }

        await third.ShouldNotBeMergedAsync();
        (await third.StartMergeAsync(fourth, [])).ShouldSucceed();
    }

    [Fact]
    public async Task An_invalid_choice_is_refused_before_a_conflict_is_reported()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        (await domain.HoldMergesAsync()).ShouldSucceed();
        (await primary.StartMergeAsync(secondary, [])).ShouldSucceed();

        (await own.WritesNothingAsync(() => primary.StartMergeAsync(secondary, ["status"]))).ShouldBeInvalid("status");
        (await own.WritesNothingAsync(() => primary.StartMergeAsync(secondary, ["nope"]))).ShouldBeInvalid("nope");
    }

    [Fact]
    public async Task A_case_that_was_merged_is_never_merged_again_also_when_it_is_reopened()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var third = await domain.CreateCaseAsync();
        await primary.MergeAsync(secondary);
        (await secondary.UpdateAsync(Value("status", "open"))).ShouldSucceed();

        foreach (var (into, from) in ((TestCase, TestCase)[])[(primary, secondary), (secondary, primary), (third, secondary), (secondary, third)])
        {
            (await app.WritesNothingAsync(() => into.StartMergeAsync(from, ["title"]))).ShouldBeInvalid(secondary.Id, "merged into another case");
        }

        await primary.MergeAsync(third);
        await (await domain.CreateCaseAsync()).MergeAsync(primary);
    }

    [Fact]
    public async Task A_primary_has_room_for_what_moves_and_for_the_link()
    {
        await using var own = new CasesApp().With("Quotas:RelatedItemsPerCase", "3");
        var domain = await own.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        foreach (var @case in (TestCase[])[primary, secondary])
        {
            (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed();
            (await @case.AddCommentAsync("Hello")).ShouldSucceed();
        }

        (await own.WritesNothingAsync(() => primary.StartMergeAsync(secondary, ["title"], "contact", "comment")))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", primary.Id, "4 related items", "3");
        await secondary.ShouldNotBeMergedAsync();

        (await primary.StartMergeAsync(secondary, ["title"], "contact")).ShouldSucceed();
        Assert.Equal(3, (await primary.ItemIdsAsync()).Length);
    }

    [Fact]
    public async Task A_link_that_is_there_needs_no_room()
    {
        await using var own = new CasesApp().With("Quotas:RelatedItemsPerCase", "3");
        var domain = await own.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var third = await domain.CreateCaseAsync();
        (await primary.ConnectAsync(secondary.Id)).ShouldSucceed();
        (await primary.ConnectAsync(third.Id)).ShouldSucceed();
        (await secondary.ConnectAsync(primary.Id)).ShouldSucceed();
        (await secondary.ConnectAsync(third.Id)).ShouldSucceed();
        (await secondary.AddCommentAsync("Hello")).ShouldSucceed();

        await primary.MergeAsync(secondary);
        Assert.Equal(3, (await primary.ItemIdsAsync()).Length);
    }

    private async Task ShouldBeInvalidAsync(TestCase @case, Func<Task<ApiResponse>> start, params string[] mentions)
    {
        (await app.WritesNothingAsync(start)).ShouldBeInvalid(mentions);
        await @case.ShouldNotBeMergedAsync();
    }
}
