using System.Globalization;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A server on a loopback port with its own database and its own clock.</summary>
public sealed class CasesApp : WebApplicationFactory<Program>
{
    private static long lastAccount = 100_000_000_000;

    private readonly Dictionary<string, string?> settings = [];
    private readonly TestDatabase? own;
    private Action<IServiceCollection>? addServices;

    public CasesApp()
    {
        own = TestDatabase.Create();
        Database = own;
        UseKestrel();
    }

    private CasesApp(TestDatabase database)
    {
        Database = database;
        UseKestrel();
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 30, 0, 125, TimeSpan.Zero));

    /// <summary>Creates an app on an existing database. The app does not dispose the database.</summary>
    public static CasesApp On(TestDatabase database) => new(database);

    /// <summary>Changes a setting of the ConnectCases section.</summary>
    public CasesApp With(string setting, string value)
    {
        settings[$"ConnectCases:{setting}"] = value;
        return this;
    }

    /// <summary>Makes the app use the ids that the test creates.</summary>
    internal CasesApp With(NewId ids) => With(services => services.AddSingleton(ids));

    /// <summary>Adds services to the app.</summary>
    public CasesApp With(Action<IServiceCollection> add)
    {
        addServices += add;
        return this;
    }

    /// <summary>Returns a client in an account that no other test uses.</summary>
    public CasesClient NewAccount(string region = "us-east-1") => ClientOf(
        Interlocked.Increment(ref lastAccount).ToString(CultureInfo.InvariantCulture), region);

    public CasesClient ClientOf(string accessKeyId, string region = "us-east-1")
    {
        StartServer();
        return new CasesClient(CreateClient(), accessKeyId, region);
    }

    public async Task<TestDomain> CreateDomainAsync() => await TestDomain.CreateAsync(NewAccount());

    internal CasesDbContext OpenDatabase() => Services.GetRequiredService<IStorage>().CreateDbContext();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        settings.TryAdd($"ConnectCases:{Database.Setting.Name}", Database.Setting.Value);

        // The program starts the server. A port of UseKestrel would be set too late if the program is faster.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings));
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            addServices?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }
}
