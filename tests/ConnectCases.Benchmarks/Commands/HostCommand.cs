using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConnectCases.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures emulators in one process, as a .NET test suite hosts them: further starts, new worlds, resets and snapshots.</summary>
internal static class HostCommand
{
    private const int Starts = 10;
    private const int Worlds = 100;
    private const int Cases = 10;
    private const int Restores = 100;
    private const int CasesOfSnapshot = 50;
    private const int ItemsOfCase = 4;

    public static Command Create()
    {
        var command = new Command("host", "Measures further emulators, new worlds and resets in one process");
        command.SetAction(async (_, _) =>
        {
            Report.Machine();
            Report.Method(
                $"Medians of {Starts} starts after the first start in the process, with state in memory, until the first response.",
                $"Medians of {Restores} restores of {CasesOfSnapshot} cases with {CasesOfSnapshot * ItemsOfCase} related items. "
                + $"Medians of {Worlds} worlds: CreateDomain and CreateTemplate in a new account; a reset of a world with {Cases} cases.");
            Report.Table("measure", "ms");
            Print("first start", await StartAsync());
            Print("another start", await MedianAsync(Starts, StartAsync));
            await MeasureWorldsAsync();
            await MeasureSnapshotAsync();
        });
        return command;
    }

    private static async Task<double> StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await using var app = await StartAppAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        (await client.GetAsync(new Uri("/_emulator/health/ready", UriKind.Relative))).EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task MeasureWorldsAsync()
    {
        await using var app = await StartAppAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var (created, reset) = (new List<double>(), new List<double>());
        for (var world = 0; world < Worlds; world++)
        {
            var account = (100_000_000_000 + world).ToString(CultureInfo.InvariantCulture);
            var started = Stopwatch.GetTimestamp();
            var domain = Member(await PostAsync(client, account, "/domains", """{"name":"mine"}"""), "domainId");
            var template = Member(await PostAsync(client, account, $"/domains/{domain}/templates", """{"name":"mine"}"""), "templateId");
            created.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

            for (var number = 0; number < Cases; number++)
            {
                await PostAsync(client, account, $"/domains/{domain}/cases", $$$"""{"templateId":"{{{template}}}","fields":[{"id":"title","value":{"stringValue":"Lost parcel"}}]}""");
            }

            started = Stopwatch.GetTimestamp();
            await PostAsync(client, account, "/_emulator/reset", $$"""{"account":"{{account}}"}""");
            reset.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Print("a new world", Median(created));
        Print("a reset", Median(reset));
    }

    private static async Task MeasureSnapshotAsync()
    {
        const string Account = "111122223333";
        const string Scope = $$"""{"account":"{{Account}}"}""";
        await using var app = await StartAppAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var domain = Member(await PostAsync(client, Account, "/domains", """{"name":"mine"}"""), "domainId");
        var template = Member(await PostAsync(client, Account, $"/domains/{domain}/templates", """{"name":"mine"}"""), "templateId");
        for (var number = 0; number < CasesOfSnapshot; number++)
        {
            var caseId = Member(await PostAsync(client, Account, $"/domains/{domain}/cases", $$$"""{"templateId":"{{{template}}}","fields":[{"id":"title","value":{"stringValue":"Lost parcel"}}]}"""), "caseId");
            for (var item = 0; item < ItemsOfCase; item++)
            {
                await PostAsync(client, Account, $"/domains/{domain}/cases/{caseId}/related-items/", """{"type":"Comment","content":{"comment":{"body":"The customer called again.","contentType":"Text/Plain"}}}""");
            }
        }

        using var scope = new StringContent(Scope);
        (await client.PutAsync(new Uri("/_emulator/snapshots/baseline", UriKind.Relative), scope)).EnsureSuccessStatusCode();
        var restored = new List<double>();
        while (restored.Count < Restores)
        {
            var started = Stopwatch.GetTimestamp();
            await PostAsync(client, Account, "/_emulator/snapshots/baseline/restore", Scope);
            restored.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Print("a restored snapshot", Median(restored));
    }

    private static async Task<WebApplication> StartAppAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddConnectCases(options => options.InMemory = true);
        var app = builder.Build();
        app.MapConnectCases();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> PostAsync(HttpClient client, string account, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20261102/us-east-1/cases/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static string Member(string json, string name) =>
        JsonNode.Parse(json)![name]!.GetValue<string>();

    private static async Task<double> MedianAsync(int count, Func<Task<double>> measure)
    {
        var values = new List<double>();
        while (values.Count < count)
        {
            values.Add(await measure());
        }

        return Median(values);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string measure, double milliseconds) =>
        Report.Row(measure, Report.Milliseconds(milliseconds));
}
