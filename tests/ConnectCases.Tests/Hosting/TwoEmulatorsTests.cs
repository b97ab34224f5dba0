using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ConnectCases.Hosting;
using ConnectCases.PostgreSql;
using ConnectCases.Storage;
using ConnectCases.Tests.Infrastructure;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConnectCases.Tests.Hosting;

/// <summary>A program can host several emulators, and hosting one changes nothing else in the process.</summary>
public sealed class TwoEmulatorsTests
{
    [Fact]
    public async Task Two_emulators_with_different_storages_and_options_run_in_one_process()
    {
        await using var file = TestDatabase.Create();
        await using var one = await StartAsync(options => Use(options, file));
        await using var other = await StartAsync(options =>
        {
            options.InMemory = true;
            options.Account = "222222222222";
            options.CustomerId = CustomerIdMode.Always;
            options.DefaultPageSize = 1;
        });

        var first = await UseAsync(one, customerIdIsRequired: false);
        var second = await UseAsync(other, customerIdIsRequired: true);

        Assert.Contains(":123456789012:", first, StringComparison.Ordinal);
        Assert.Contains(":222222222222:", second, StringComparison.Ordinal);
        Assert.Equal(2, await CountDomainsAsync(one));
        Assert.Equal(1, await CountDomainsAsync(other));
    }

    [Fact]
    public async Task Hosting_leaves_the_validators_of_the_program_alone()
    {
        var before = Describe();
        await using var app = await StartAsync(options => options.InMemory = true);
        using var client = app.CreateClient();
        var refused = await PostAsync(client, "/domains", "{}");
        Assert.Contains("Member must not be null", (string)refused["message"]!, StringComparison.Ordinal);

        Assert.Equal(before, Describe());
        Assert.Equal("'Name' must not be empty. | second rule", before);

        static string Describe() => string.Join(" | ", new OwnValidator().Validate(new Own(null)).Errors.Select(error => error.ErrorMessage));
    }

    [Fact]
    public async Task Options_can_be_configured_like_all_options()
    {
        await using var app = Build(
            options => options.InMemory = true,
            services => services.PostConfigure<EmulatorOptions>(options => options.EventsKept = 7),
            ("ConnectCases:Region", "eu-west-1"));

        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        Assert.Equal((7, "eu-west-1", true), (options.EventsKept, options.Region, options.InMemory));
    }

    [Fact]
    public async Task Invalid_options_stop_the_start_with_one_line_that_names_all_of_them()
    {
        await using var app = Build(
            options =>
            {
                options.Account = "12";
                options.BatchCases = 0;
            });

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Equal("The account '12' is not a 12-digit account id. BatchCases is 0. The minimum is 1.", refusal.Message);
    }

    [Fact]
    public async Task PostgreSQL_needs_the_assembly_of_PostgreSQL()
    {
        await using var app = Build(options => options.Postgres = "Host=db");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => app.StartAsync());
        Assert.Contains("AddConnectCasesPostgreSql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_that_is_disposed_without_a_stop_logs_no_failure()
    {
        using var log = new FailureLog();
        await using (var app = Build(options => options.InMemory = true, services => services.AddSingleton<ILoggerProvider>(log)))
        {
            await app.StartAsync();
            await UseAsync(app, customerIdIsRequired: false);
        }

        Assert.Empty(log.Failures);
    }

    [SqliteFact]
    public async Task A_context_that_is_disposed_twice_is_rented_once()
    {
        await using var app = await StartAsync(options => options.InMemory = true);
        var storage = app.Services.GetRequiredService<IStorage>();
        var context = storage.CreateDbContext();
        await context.DisposeAsync();
        await context.DisposeAsync();

        using var first = storage.CreateDbContext();
        using var second = storage.CreateDbContext();
        Assert.NotSame(first, second);
    }

    private static async Task<string> UseAsync(WebApplication app, bool customerIdIsRequired)
    {
        using var client = app.CreateClient();
        var domain = (string)(await PostAsync(client, "/domains", """{"name":"Support"}"""))["domainId"]!;
        var template = (string)(await PostAsync(client, $"/domains/{domain}/templates", """{"name":"Order"}"""))["templateId"]!;
        var created = await PostAsync(
            client,
            $"/domains/{domain}/cases",
            $$"""{"templateId":"{{template}}","fields":[{"id":"title","value":{"stringValue":"Lost"} }] }""");
        Assert.Equal(customerIdIsRequired, created["message"]?.ToString().Contains("customer_id", StringComparison.Ordinal) == true);

        if (!customerIdIsRequired)
        {
            await PostAsync(client, "/domains", """{"name":"Another"}""");
        }

        return (string)(await PostAsync(client, $"/domains/{domain}", "{}"))["domainArn"]!;
    }

    private static async Task<int> CountDomainsAsync(WebApplication app)
    {
        using var client = app.CreateClient();
        var listed = await PostAsync(client, "/domains-list", "{}");
        return listed["domains"]!.AsArray().Count;
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static void Use(EmulatorOptions options, TestDatabase database)
    {
        var (name, value) = database.Setting;
        if (name == nameof(EmulatorOptions.Postgres))
        {
            options.Postgres = value;
        }
        else
        {
            options.Data = value;
        }
    }

    private static async Task<WebApplication> StartAsync(Action<EmulatorOptions> configure)
    {
        var app = Build(configure, services => services.AddConnectCasesPostgreSql());
        await app.StartAsync();
        return app;
    }

    private static WebApplication Build(
        Action<EmulatorOptions> configure,
        Action<IServiceCollection>? add = null,
        params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddConnectCases(configure);
        add?.Invoke(builder.Services);
        return builder.Build().MapConnectCases();
    }

    private sealed class FailureLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Failures { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Failures.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed record Own(string? Name);

    private sealed class OwnValidator : AbstractValidator<Own>
    {
        public OwnValidator() => RuleFor(own => own.Name).NotEmpty().Must(_ => false).WithMessage("second rule");
    }
}

internal static class WebApplicationClients
{
    public static HttpClient CreateClient(this WebApplication app) => new() { BaseAddress = new Uri(app.Urls.First()) };
}
