using ConnectCases.Tests.Infrastructure;
using Microsoft.Playwright;

namespace ConnectCases.Tests.Swagger;

/// <summary>A server with the demo, and Chromium. Starts nothing if Chromium is not installed.</summary>
public sealed class SwaggerBrowser : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private ServerProcess? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Address => new Uri(server!.Client.Http.BaseAddress!, "/swagger/index.html").ToString();

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Path is null)
        {
            return;
        }

        server = await ServerProcess.StartAsync(directory, "--in-memory", "--seed", "demo");
        playwright = await Playwright.CreateAsync();

        // A browser on a busy machine needs more than the 5 seconds of the library.
        Assertions.SetDefaultExpectTimeout(60_000);
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumFactAttribute.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    /// <summary>Opens an empty page with a storage of its own. The user must close the context of the page.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }
}
