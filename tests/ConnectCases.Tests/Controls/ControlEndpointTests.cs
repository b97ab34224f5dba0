using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Controls;

public sealed class EmulatorEndpointTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("/_emulator/health/live")]
    [InlineData("/_emulator/health/ready")]
    public async Task Health_is_a_word(string path) =>
        Assert.Equal("Healthy", (await app.NewAccount().SendAsync(HttpMethod.Get, path, null)).ShouldSucceed().Text);

    [Fact]
    public async Task Info_describes_the_running_server()
    {
        var info = (await app.NewAccount().SendAsync(HttpMethod.Get, "/_emulator/info", null)).ShouldSucceed();
        Assert.Matches(@"^\d+\.\d+\.\d+", info.Id("version"));
        Assert.Contains(app.Database.Name, info.Id("storage"), StringComparison.Ordinal);
        Assert.Contains("2022-10-03", info.Id("contract"), StringComparison.Ordinal);
        Assert.Equal("""{"account":"123456789012","region":"us-east-1"}""", info["defaults"].ToJsonString());
    }
}
