using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A server of its own on a loopback port, with a database file and a clock of its own.</summary>
public sealed class CasesApp : WebApplicationFactory<Program>
{
    private static long lastAccount = 100_000_000_000;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly Dictionary<string, string?> settings = [];

    public CasesApp() => UseKestrel(0);

    public string DatabaseFile => Path.Combine(directory, "cases.db");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 30, 0, 125, TimeSpan.Zero));

    /// <summary>An app with a setting of the emulator's section changed.</summary>
    public CasesApp With(string setting, string value)
    {
        settings[$"ConnectCases:{setting}"] = value;
        return this;
    }

    /// <summary>A caller in an account that no other test uses.</summary>
    public CasesClient NewAccount(string region = "us-east-1") => ClientOf(
        Interlocked.Increment(ref lastAccount).ToString(CultureInfo.InvariantCulture), region);

    public CasesClient ClientOf(string accessKeyId, string region = "us-east-1")
    {
        StartServer();
        return new CasesClient(CreateClient(), accessKeyId, region);
    }

    public async Task<TestDomain> CreateDomainAsync() => await TestDomain.CreateAsync(NewAccount());

    /// <summary>Changes when anybody has committed a change to the database.</summary>
    public SqliteConnection OpenDatabase()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        settings.TryAdd("ConnectCases:Data", DatabaseFile);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings));
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
