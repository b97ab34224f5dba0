using System.Net;
using ConnectCases.Controls;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Controls;

/// <summary>The time of the app stands still unless a test moves the time.</summary>
public sealed class ThrottlingTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Without_a_setting_nothing_is_throttled()
    {
        Assert.Equal(0, await CountThrottledAsync(client, 60));
        Assert.Equal("""{"mode":"Off","operations":{},"buckets":[]}""", (await GetAsync("")).Text);
    }

    [Fact]
    public async Task Requests_above_the_burst_are_rejected_and_the_bucket_fills_with_the_rate()
    {
        await PutAsync("""{"mode":"Documented"}""");

        Assert.Equal(2, await CountThrottledAsync(client, 7));
        app.Clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, await CountThrottledAsync(client, 1));
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await CountThrottledAsync(client, 2));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await CountThrottledAsync(client, 6));
    }

    [Fact]
    public async Task A_throttled_request_has_the_error_of_the_service_and_writes_nothing()
    {
        await PutAsync("""{"mode":"Documented","operations":{"CreateDomain":{"burst":1}}}""");
        await TestDomain.CreateAsync(client);

        // Throttling comes before the validation.
        var throttled = (await client.PostAsync("/domains", "[")).ShouldFail(HttpStatusCode.TooManyRequests, "ThrottlingException");

        Assert.Equal("""{"message":"Rate exceeded"}""", throttled.Text);
        Assert.False(throttled.Headers.Contains("Retry-After") || throttled.Headers.Contains("x-amz-retry-after"));
        Assert.Single((await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray());
    }

    [Fact]
    public async Task Every_world_and_operation_has_its_own_bucket()
    {
        await PutAsync("""{"mode":"Documented"}""");
        Assert.Equal(1, await CountThrottledAsync(client, 6));

        Assert.Equal(1, await CountThrottledAsync(app.ClientOf(client.AccessKeyId, "eu-west-1"), 6));
        Assert.Equal(1, await CountThrottledAsync(app.NewAccount(), 6));
        await TestDomain.CreateAsync(client);
    }

    [Fact]
    public async Task The_most_specific_setting_applies()
    {
        var (other, elsewhere) = (app.NewAccount(), app.ClientOf(client.AccessKeyId, "eu-west-1"));
        await PutAsync("""{"mode":"Documented"}""");
        await PutAsync($$$"""{"account":"{{{client.AccessKeyId}}}","mode":"Documented","operations":{"ListDomains":{"burst":2} } }""");
        await PutAsync($$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1","mode":"Off"}""");

        Assert.Equal(0, await CountThrottledAsync(client, 10));
        Assert.Equal(8, await CountThrottledAsync(elsewhere, 10));
        Assert.Equal(5, await CountThrottledAsync(other, 10));

        (await client.DeleteAsync($"/_emulator/throttling?account={client.AccessKeyId}&region=us-east-1")).ShouldSucceed();
        Assert.Equal(8, await CountThrottledAsync(client, 10));
    }

    [Fact]
    public async Task A_clock_that_stands_still_fills_no_bucket_and_moving_it_back_takes_nothing_away()
    {
        await PutAsync("""{"mode":"Documented"}""");
        await ClockAsync("PUT", "", """{"frozenTime":"2026-12-24T09:00:00Z"}""");
        Assert.Equal(0, await CountThrottledAsync(client, 3));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await ClockAsync("POST", "/advance", """{"by":"-PT1H"}""");
        Assert.Equal(1, await CountThrottledAsync(client, 3));

        await ClockAsync("POST", "/advance", """{"by":"PT1S"}""");
        Assert.Equal(1, await CountThrottledAsync(client, 3));
    }

    [Fact]
    public async Task The_state_shows_the_tokens_of_used_buckets()
    {
        var world = $"account={client.AccessKeyId}";
        await PutAsync("""{"mode":"Documented"}""");
        await CountThrottledAsync(client, 2);
        await CountThrottledAsync(app.NewAccount(), 2);
        app.Clock.Advance(TimeSpan.FromMilliseconds(250));

        var state = await GetAsync(world);
        Assert.Equal(
            $$"""[{"account":"{{client.AccessKeyId}}","region":"us-east-1","operation":"ListDomains","tokens":3.5}]""",
            state["buckets"].ToJsonString());
        Assert.Equal("""{"rate":4,"burst":15}""", state["operations"]["GetCase"]!.ToJsonString());
        Assert.Equal(43, state["operations"].AsObject().Count);
        Assert.Equal(2, (await GetAsync(""))["buckets"].AsArray().Count);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await GetAsync(world))["buckets"].AsArray());
    }

    [Fact]
    public async Task An_operation_without_a_documented_rate_is_throttled_only_with_a_rate_of_its_own()
    {
        await PutAsync("""{"mode":"Documented"}""");
        for (var request = 0; request < 30; request++)
        {
            (await client.PostAsync("/cases:batchUpdateCase", "{}")).ShouldBeInvalid();
        }

        await PutAsync("""{"mode":"Documented","operations":{"BatchUpdateCase":{"rate":0.5,"burst":1}}}""");
        (await client.PostAsync("/cases:batchUpdateCase", "{}")).ShouldBeInvalid();
        (await client.PostAsync("/cases:batchUpdateCase", "{}")).ShouldFail(HttpStatusCode.TooManyRequests, "ThrottlingException");
    }

    [Fact]
    public async Task Controls_are_not_throttled()
    {
        await PutAsync("""{"mode":"Documented"}""");
        for (var request = 0; request < 30; request++)
        {
            await GetAsync("");
        }
    }

    [Fact]
    public async Task The_option_applies_until_a_control_changes_it_and_after_a_reset()
    {
        await using var own = new CasesApp().With("Throttling", "documented");
        var caller = own.NewAccount();
        Assert.Equal(1, await CountThrottledAsync(caller, 6));

        (await caller.PutAsync("/_emulator/throttling", """{"mode":"Off","operations":{}}""")).ShouldSucceed();
        Assert.Equal(0, await CountThrottledAsync(caller, 6));

        (await caller.PostAsync("/_emulator/reset", "{}")).ShouldSucceed();
        Assert.Equal(1, await CountThrottledAsync(caller, 6));
    }

    [Fact]
    public async Task A_reset_removes_the_settings_and_buckets_of_its_scope()
    {
        var other = app.NewAccount();
        foreach (var world in (CasesClient[])[client, other])
        {
            await PutAsync($$"""{"account":"{{world.AccessKeyId}}","mode":"Documented"}""");
            Assert.Equal(1, await CountThrottledAsync(world, 6));
        }

        (await client.PostAsync("/_emulator/reset", $$"""{"account":"{{client.AccessKeyId}}"}""")).ShouldSucceed();

        Assert.Equal(0, await CountThrottledAsync(client, 6));
        Assert.Equal(1, await CountThrottledAsync(other, 1));
        Assert.Equal(
            $$"""[{"mode":"Off"},{"account":"{{other.AccessKeyId}}","mode":"Documented"}]""",
            (await client.SendAsync(HttpMethod.Get, "/_emulator/info", null))["throttling"].ToJsonString());
    }

    [Theory]
    [InlineData("{}", "'mode'", "must not be null")]
    [InlineData("""{"mode":"On"}""", "'mode'", "[Off, Documented]")]
    [InlineData("""{"mode":"documented"}""", "[Off, Documented]")]
    [InlineData("""{"mode":"Off","operations":{"CreateCase":{"rate":1}}}""", "'operations'", "absent or empty if mode is Off")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCases":{"rate":1}}}""", "'operations[CreateCases]'", "Did you mean CreateCase?")]
    [InlineData("""{"mode":"Documented","operations":{"Nonsense":{"rate":1}}}""", "such as CreateCase, it is 'Nonsense'")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{"rate":0}}}""", "'operations[CreateCase].rate'", "greater than 0", "it is 0")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{"rate":-1}}}""", "it is -1")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{"burst":0}}}""", "'operations[CreateCase].burst'", "between 1 and", "it is 0")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{"burst":2000000}}}""", "it is 2000000")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{}}}""", "a rate, a burst, or both")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":null}}""", "a rate, a burst, or both")]
    [InlineData("""{"mode":"Documented","operations":{"StartMergeCases":{"rate":1}}}""", "a rate and a burst", "no documented rate")]
    [InlineData("""{"mode":"Documented","operations":{"CreateCase":{"rates":1}}}""", "'operations[CreateCase].rates'", "rate, burst")]
    [InlineData("""{"mode":"Documented","region":"us-east-1"}""", "'region'", "account is absent")]
    [InlineData("""{"mode":"Documented","account":"12"}""", "12 digits")]
    public async Task An_impossible_setting_is_refused_and_changes_nothing(string body, params string[] mentions)
    {
        (await client.PutAsync("/_emulator/throttling", body)).ShouldBeInvalid(mentions);
        Assert.Equal("Off", (await GetAsync("")).Id("mode"));
    }

    [Fact]
    public void The_table_has_all_operations_of_the_contract()
    {
        Assert.Equal(Contract.Routes.Keys.Order(), ApiOperations.Names.Order());
        Assert.Equal(43, ApiOperations.Rates.Count);
    }

    private static async Task<int> CountThrottledAsync(CasesClient caller, int requests)
    {
        var throttled = 0;
        for (var request = 0; request < requests; request++)
        {
            throttled += (await caller.PostAsync("/domains-list")).Status == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        return throttled;
    }

    private async Task PutAsync(string body) => (await client.PutAsync("/_emulator/throttling", body)).ShouldSucceed();

    private async Task<ApiResponse> GetAsync(string query) =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/throttling?{query}", null)).ShouldSucceed();

    private async Task ClockAsync(string method, string path, string body) =>
        (await client.SendAsync(new HttpMethod(method), $"/_emulator/clock{path}", body)).ShouldSucceed();
}
