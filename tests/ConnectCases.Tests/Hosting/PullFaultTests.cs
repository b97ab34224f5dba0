using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

/// <summary>The command pull against injected faults. The command uses AWSSDK.Core, which has the retries of November 2026.</summary>
public sealed class PullFaultTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(6, ""","retryAfter":"1ms" """)]
    public async Task Injected_throttlings_are_retried(int times, string retryAfter)
    {
        await InjectAsync($$$"""{"operation":"GetDomain","times":{{{times}}},"error":{"code":"ThrottlingException"}{{{retryAfter}}}}""");
        var (exitCode, output, errors) = await PullProcess.PullAsync(directory, domain.Client, domain.Id);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(domain.Id, output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, times + 1), await AttemptsAsync());
    }

    [Fact]
    public async Task Seven_injected_throttlings_end_the_command()
    {
        await InjectAsync("""{"operation":"GetDomain","times":7,"retryAfter":"1ms","error":{"code":"ThrottlingException"}}""");
        await ShouldFailAsync("responded to GetDomain with 429 ThrottlingException: Rate exceeded");
        Assert.Equal(Enumerable.Range(1, 7), await AttemptsAsync());
    }

    [Theory]
    [InlineData("CONNECTION_RESET")]
    [InlineData("EMPTY_RESPONSE")]
    [InlineData("TRUNCATED_RESPONSE")]
    public async Task Broken_responses_are_retried(string fault)
    {
        await InjectAsync($$"""{"operation":"ListFields","times":2,"fault":"{{fault}}"}""");
        var (exitCode, output, errors) = await PullProcess.PullAsync(directory, domain.Client, domain.Id);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(domain.Id, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECTION_RESET", "does not respond")]
    [InlineData("EMPTY_RESPONSE", "does not respond")]
    [InlineData("TRUNCATED_RESPONSE", "is not JSON")]
    [InlineData("MALFORMED_RESPONSE", "is not JSON")]
    public async Task Responses_that_are_always_broken_end_the_command_in_one_line(string fault, string mention)
    {
        await InjectAsync($$"""{"operation":"GetDomain","fault":"{{fault}}"}""");
        await ShouldFailAsync(mention);
        Assert.Equal(7, (await AttemptsAsync())[^1]);
    }

    private async Task ShouldFailAsync(string mention)
    {
        var (exitCode, output, errors) = await PullProcess.PullAsync(directory, domain.Client, domain.Id);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    private async Task InjectAsync(string rule) => (await domain.Client.PostAsync("/_emulator/faults", $"[{rule}]")).ShouldSucceed();

    private async Task<int[]> AttemptsAsync()
    {
        var response = await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/requests?operation=GetDomain", null);
        var requests = response.ShouldSucceed()["requests"].AsArray();
        return [.. requests.Select(request => (int)request!["attempt"]!)];
    }
}
