using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Cases.BatchUpdateSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>A BatchUpdateCase request that is repeated with the same client token (docs/adr/0012).</summary>
public sealed class BatchUpdateCaseTokenTests : IAsyncLifetime
{
    private const string Found = "\"title\":\"Found parcel\"";
    private const string Token = "\"clientToken\":\"token\"";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_retry_gets_the_same_response_and_writes_nothing()
    {
        var cases = await domain.CreateCasesAsync(2);
        string[] identifiers = [ByReference(await cases[0].ReferenceIdAsync()), ById(cases[1].Id)];
        var first = (await domain.BatchUpdateAsync($"{Found},{Token}", identifiers)).ShouldSucceed();
        (await cases[0].UpdateAsync(Value("title", "Lost again"))).ShouldSucceed();

        var again = await app.WritesNothingAsync(
            () => domain.BatchUpdateAsync($"{Found},{Token}", identifiers));

        Assert.Equal(first.Text, again.ShouldSucceed().Text);
        Assert.Equal("Lost again", await cases[0].TextAsync("title"));
    }

    [Fact]
    public async Task A_retry_uses_the_cases_of_the_first_request()
    {
        var cases = await domain.CreateCasesAsync(2);
        var reference = await cases[0].ReferenceIdAsync();
        var change = $$"""{{Token}},"fields":[{{OfId("reference_id", "Other")}}]""";
        var first = (await domain.BatchUpdateAsync(change, ByReference(reference))).ShouldSucceed();
        (await cases[1].UpdateAsync(Value("reference_id", reference))).ShouldSucceed();

        var again = await app.WritesNothingAsync(() => domain.BatchUpdateAsync(change, ByReference(reference)));

        Assert.Equal(first.Text, again.ShouldSucceed().Text);
        Assert.Equal(reference, await cases[1].ReferenceIdAsync());
    }

    [Fact]
    public async Task A_retry_succeeds_although_its_field_was_renamed_and_its_case_was_deleted()
    {
        var cases = await domain.CreateCasesAsync(2);
        var fieldId = await domain.CreateFieldAsync("Text");
        var change = $$"""{{Token}},"fields":[{{OfName(await domain.NameOfAsync(fieldId), "Fragile")}}]""";
        await cases[1].HoldInMergeAsync();
        Assert.Equal([cases[0].Id], Successes(await domain.BatchUpdateAsync(change, ById(cases[0].Id), ById(cases[1].Id))));
        (await domain.Client.PostAsync("/_emulator/merges/release")).ShouldSucceed();
        (await domain.PutAsync($"/fields/{fieldId}", """{"name":"Renamed"}""")).ShouldSucceed();
        (await domain.Client.DeleteAsync(domain.Path + cases[0].Path)).ShouldSucceed();

        var again = await domain.BatchUpdateAsync(change, ById(cases[0].Id), ById(cases[1].Id));

        Assert.Equal([cases[0].Id], Successes(again));
        Assert.Equal([$"{cases[1].Id} VALIDATION_ERROR"], Failures(again));
    }

    [Fact]
    public async Task Without_a_token_each_call_updates()
    {
        var @case = await domain.CreateCaseAsync();
        foreach (var token in new[] { "", ",\"clientToken\":\"\"", ",\"clientToken\":null" })
        {
            (await @case.UpdateAsync(Value("title", "Lost parcel"))).ShouldSucceed();
            (await domain.BatchUpdateAsync(Found + token, ById(@case.Id))).ShouldSucceed();
            Assert.Equal("Found parcel", await @case.TextAsync("title"));
        }
    }

    [Fact]
    public async Task Refuses_a_token_that_was_used_with_other_parameters()
    {
        var cases = await domain.CreateCasesAsync(2);
        (await domain.BatchUpdateAsync($"{Found},{Token}", ById(cases[0].Id))).ShouldSucceed();

        (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(
            $"\"title\":\"Lost again\",{Token}", ById(cases[0].Id)))).ShouldBeInvalid("clientToken");
        (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(
            $"{Found},{Token}", ById(cases[1].Id)))).ShouldBeInvalid("clientToken");
        Assert.Equal(
            [cases[1].Id],
            Successes(await domain.BatchUpdateAsync($"{Found},\"clientToken\":\"TOKEN\"", ById(cases[1].Id))));
    }

    [Fact]
    public async Task A_refused_batch_does_not_use_up_its_token()
    {
        var @case = await domain.CreateCaseAsync();
        (await domain.BatchUpdateAsync($"{Found},{Token}", ById(@case.Id), ByReference("nope")))
            .ShouldNotBeFound("Case");

        Assert.Equal([@case.Id], Successes(await domain.BatchUpdateAsync($"{Found},{Token}", ById(@case.Id))));
    }

    [Fact]
    public async Task The_same_token_is_independent_in_another_operation_or_domain()
    {
        var templateId = await domain.CreateTemplateAsync();
        var created = (await domain.PostAsync(
            "/cases",
            $$"""{"templateId":"{{templateId}}","fields":[{{Value("title", "Lost parcel")}}],"clientToken":"token"}""")).ShouldSucceed();
        var @case = new TestCase(domain, created.Id("caseId"));
        (await domain.BatchAddAsync(
            """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", Token, ById(@case.Id))).ShouldSucceed();

        Assert.Equal([@case.Id], Successes(await domain.BatchUpdateAsync($"{Found},{Token}", ById(@case.Id))));
        Assert.Equal("Found parcel", await @case.TextAsync("title"));

        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();
        (await elsewhere.Domain.BatchUpdateAsync($"{Found},{Token}", ById(elsewhere.Id))).ShouldSucceed();
        Assert.Equal("Found parcel", await elsewhere.TextAsync("title"));
    }

    [Fact]
    public async Task A_token_is_free_again_after_24_hours()
    {
        var @case = await domain.CreateCaseAsync();
        (await domain.BatchUpdateAsync($"{Found},{Token}", ById(@case.Id))).ShouldSucceed();

        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await domain.BatchUpdateAsync($"\"status\":\"closed\",{Token}", ById(@case.Id)))
            .ShouldBeInvalid("clientToken");

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await domain.BatchUpdateAsync($"\"status\":\"closed\",{Token}", ById(@case.Id))).ShouldSucceed();
        Assert.Equal("closed", await @case.TextAsync("status"));
    }

    [Fact]
    public async Task A_retry_repeats_only_what_failed_before()
    {
        var (done, merging) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        await merging.HoldInMergeAsync();
        Task<ApiResponse> RunAsync() => domain.BatchUpdateAsync($"{Found},{Token}", ById(done.Id), ById(merging.Id));
        Assert.Equal([$"{merging.Id} CONFLICT"], Failures(await RunAsync()));
        (await domain.Client.PostAsync("/_emulator/merges/release")).ShouldSucceed();
        (await done.UpdateAsync(Value("title", "Lost again"))).ShouldSucceed();

        Assert.Equal([done.Id, merging.Id], Successes(await RunAsync()));

        Assert.Equal("Lost again", await done.TextAsync("title"));
        Assert.Equal("Found parcel", await merging.TextAsync("title"));
    }
}
