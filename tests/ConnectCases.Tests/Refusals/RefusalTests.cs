using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Infrastructure;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Refusals;

/// <summary>
/// The table of all refusals: each constraint kind, each rule, each resource that can be missing, each conflict and each quota, with an
/// example and its hint.
/// </summary>
public sealed partial class RefusalTests(CasesApp app) : IClassFixture<CasesApp>
{
    private static readonly Dictionary<string, RefusalRow> Rows =
        new[] { ShapeRows.All, ConfigurationRows.All, CaseRows.All, ControlRows.All }.SelectMany(rows => rows).ToDictionary(row => $"{row.Rule}: {row.Name}");

    // No request causes these failures.
    private static readonly Refusal[] Failures = [Refusal.InternalError, Refusal.StorageUnavailable];

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refusal_says_what_to_do(string name)
    {
        var row = Rows[name];
        await using var own = new CasesApp();
        foreach (var (setting, value) in row.Settings)
        {
            own.With(setting, value);
        }

        var server = row.Settings.Count == 0 ? app : own;
        var domain = row.Settings.ContainsKey("Signatures")
            ? new TestDomain(server.NewAccount(), "none")
            : await server.CreateDomainAsync();
        await (row.PrepareAsync?.Invoke(server, domain) ?? Task.CompletedTask);
        var response = await row.SendAsync(domain);

        Assert.True((int)response.Status >= 400, $"{(int)response.Status} {response.Text}");
        Assert.Contains(row.Hint, response.Headers.GetValues("x-emulator-hint").Single(), StringComparison.Ordinal);
        if (await FindAsync(server, response) is { } entry)
        {
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName($"{row.Rule}"), (string)entry["reason"]!["rule"]!);
            Assert.Equal(response.ErrorType, (string)entry["errorCode"]!);
            Assert.Equal(response.Id("message"), (string)entry["errorMessage"]!);
        }
    }

    [Fact]
    public void Each_rule_has_as_many_rows_as_places_that_refuse()
    {
        var places = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "ServiceExceptions.cs")
            .SelectMany(file => Rule().Matches(File.ReadAllText(file)).Select(match => match.Groups["rule"].Value))
            .CountBy(rule => rule).ToDictionary();
        var rows = Rows.Values.CountBy(row => $"{row.Rule}").ToDictionary();

        var missing = Enum.GetValues<Refusal>().Except(Failures).Select(rule => $"{rule}")
            .Where(rule => rows.GetValueOrDefault(rule) < Math.Max(1, places.GetValueOrDefault(rule)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Each_kind_of_constraint_has_a_hint_of_its_own()
    {
        // The adaptors run the rules of a child. A predicate has a message or a hint of its own.
        string[] known =
        [
            "NotNullValidator", "MinimumLengthValidator", "MaximumLengthValidator", "InclusiveBetweenValidator", "SizeValidator",
            "RegularExpressionValidator", "PredicateValidator", "ChildValidatorAdaptor", "GreaterThanOrEqualValidator",
        ];
        var validators = typeof(EmulatorOptions).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericType: false } && typeof(IValidator).IsAssignableFrom(type));
        var kinds = validators.Select(type => app.Services.GetServices(typeof(IValidator<>).MakeGenericType(RequestOf(type))).OfType<IValidator>())
            .SelectMany(found => found).SelectMany(validator => validator.CreateDescriptor().Rules)
            .SelectMany(rule => rule.Components).Select(component => component.Validator.Name).Distinct();
        Assert.Empty(kinds.Except(known).ToList());
    }

    private static Type RequestOf(Type validator) => validator.GetInterfaces()
        .First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidator<>)).GetGenericArguments()[0];

    // The journal does not keep controls.
    private static async Task<JsonNode?> FindAsync(CasesApp app, ApiResponse response)
    {
        var requestId = response.Headers.GetValues("x-amzn-RequestId").Single();
        var entry = await app.NewAccount().SendAsync(HttpMethod.Get, $"/_emulator/requests/{requestId}", null);
        return entry.Status == HttpStatusCode.OK ? entry.Json : null;
    }

    [GeneratedRegex(@"Refusal\.(?<rule>[A-Z]\w+)[,)]")]
    private static partial Regex Rule();
}
