using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>The idempotency of CreateCase (behaviour.md 1.9).</summary>
public sealed class ClientTokenTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private TestDomain domain = null!;
    private string templateId = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        templateId = await domain.CreateTemplateAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_retry_gets_the_same_case_and_writes_nothing()
    {
        var first = (await CreateAsync("token", "Lost parcel")).ShouldSucceed();
        var again = (await CreateAsync("token", "Lost parcel")).ShouldSucceed();

        Assert.Equal(first.Text, again.Text);
        Assert.Single(await new TestCase(domain, first.Id("caseId")).AuditEventsAsync());
    }

    [Theory]
    [InlineData("""{"a":"1","b":"2"}""", """{"b":"2","a":"1"}""")]
    [InlineData("{}", "null")]
    public async Task The_order_of_parameters_is_ignored(string tags, string again)
    {
        var title = Value("title", "Lost parcel");
        var summary = Value("summary", "Something");
        string Body(string fields, string tags) =>
            $$"""{"templateId":"{{templateId}}","clientToken":"token","fields":[{{fields}}],"tags":{{tags}} }""";

        var first = (await domain.PostAsync("/cases", Body($"{title},{summary}", tags))).ShouldSucceed();
        Assert.Equal(first.Text, (await domain.PostAsync("/cases", Body($"{summary},{title}", again))).ShouldSucceed().Text);
    }

    [Fact]
    public async Task The_same_token_with_other_parameters_conflicts()
    {
        (await CreateAsync("token", "Lost parcel")).ShouldSucceed();
        (await CreateAsync("token", "Another title")).ShouldFail(HttpStatusCode.Conflict, "ConflictException", "clientToken");
        (await CreateAsync("TOKEN", "Another title")).ShouldSucceed();
    }

    [Fact]
    public async Task Bad_parameters_are_refused_before_a_conflict_is_noticed()
    {
        (await CreateAsync("token", "Lost parcel")).ShouldSucceed();
        (await CreateAsync("token", "")).ShouldBeInvalid("title");
    }

    [Fact]
    public async Task A_refused_request_does_not_use_up_its_token()
    {
        (await CreateAsync("token", "")).ShouldBeInvalid("title");
        (await CreateAsync("token", "Lost parcel")).ShouldSucceed();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_token_each_call_makes_a_case(string? token)
    {
        var first = await CreateAsync(token, "Lost parcel");
        Assert.NotEqual(first.Text, (await CreateAsync(token, "Lost parcel")).ShouldSucceed().Text);
    }

    [Fact]
    public async Task A_token_belongs_to_its_domain()
    {
        var first = await CreateAsync("token", "Lost parcel");
        var other = await TestDomain.CreateAsync(domain.Client);
        var body = $$"""{"templateId":"{{await other.CreateTemplateAsync()}}","fields":[{{Value("title", "Lost parcel")}}],"clientToken":"token"}""";
        Assert.NotEqual(first.Text, (await other.PostAsync("/cases", body)).ShouldSucceed().Text);
    }

    [Fact]
    public async Task A_token_is_free_again_after_24_hours()
    {
        var first = await CreateAsync("token", "Lost parcel");
        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Text, (await CreateAsync("token", "Lost parcel")).Text);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = (await CreateAsync("token", "Another title")).ShouldSucceed();
        Assert.NotEqual(first.Text, later.Text);
        Assert.Equal(later.Text, (await CreateAsync("token", "Another title")).Text);
    }

    [Fact]
    public async Task Parallel_repetitions_make_one_case()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync("token", "Lost parcel")));
        Assert.Single(responses.Select(response => response.ShouldSucceed().Text).Distinct());
    }

    private Task<ApiResponse> CreateAsync(string? token, string title) => domain.PostAsync("/cases", token is null
        ? $$"""{"templateId":"{{templateId}}","fields":[{{Value("title", title)}}]}"""
        : $$"""{"templateId":"{{templateId}}","fields":[{{Value("title", title)}}],"clientToken":"{{token}}"}""");
}
