using System.Text.RegularExpressions;
using ConnectCases.Emulator;

namespace ConnectCases;

/// <summary>Reads the options from where they were given, or says in one line which of them cannot be.</summary>
internal static partial class EmulatorSettings
{
    private const string DefaultUrl = "http://127.0.0.1:22737";

    /// <exception cref="StartupException">A setting is not what it can be.</exception>
    public static EmulatorOptions ReadEmulatorOptions(this IConfiguration configuration)
    {
        var options = new EmulatorOptions();
        try
        {
            configuration.GetSection(EmulatorOptions.Section)
                .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartupException(unreadable.Message, unreadable);
        }

        return Refusal(options) is { } refusal ? throw new StartupException(refusal) : options;
    }

    /// <exception cref="StartupException">One of them is no address to listen on.</exception>
    public static string[] ReadUrls(this IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? DefaultUrl).Split(';');
        return Array.Find(urls, url => !IsListenable(url)) is { } refused
            ? throw new StartupException($"'{refused}' is not an address to listen on, such as {DefaultUrl}.")
            : urls;
    }

    // A host of * or + is every address of the machine, and no part of a URI.
    private static bool IsListenable(string url) =>
        Uri.TryCreate(AnyHost().Replace(url, "//localhost"), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", Host.Length: > 0, PathAndQuery: "/" };

    private static string? Refusal(EmulatorOptions options) => options switch
    {
        { Data: "" } => "The data file has no name.",
        _ when !AccountId().IsMatch(options.Account) => $"The account '{options.Account}' is not a 12-digit account id.",
        _ when !RegionName().IsMatch(options.Region) => $"The Region '{options.Region}' does not look like us-east-1.",
        { Seed: not (null or DemoSeed.Name) } => $"The seed '{options.Seed}' is not known; there is '{DemoSeed.Name}'.",
        _ when UndefinedChoice(options) is { } refusal => refusal,
        _ when NegativeQuota(options.Quotas) is { } refusal => refusal,
        _ when UnlikelyTime(options) is { } refusal => refusal,
        _ when options.Contacts.Find(contact => contact.Channel.Length is 0 or > 100) is { } contact =>
            $"Contacts: the channel of '{contact.ContactArn}' has {contact.Channel.Length} characters; it has 1 to 100.",
        { BatchCases: < 1 } => $"BatchCases is {options.BatchCases}; a batch has at least one case.",
        { BatchFields: < 1 } => $"BatchFields is {options.BatchFields}; a batch sets at least one field.",
        { MergedFieldValues: < 0 } => $"MergedFieldValues is {options.MergedFieldValues}; a number of values is at least 0.",
        { SearchCandidates: < 0 } => $"SearchCandidates is {options.SearchCandidates}; a number of cases is at least 0.",
        { SearchCountLimit: < 1 } => $"SearchCountLimit is {options.SearchCountLimit}; at least one match is counted.",
        { EventsKept: < 0 } => $"EventsKept is {options.EventsKept}; a number of events is at least 0.",
        { DefaultPageSize: < 1 } => $"DefaultPageSize is {options.DefaultPageSize}; a page has at least one entry.",
        { Data: not null, InMemory: true } =>
            $"Two storages at once: the file {options.Data} and in-memory; choose one.",
        { Postgres: not null, Data: not null } or { Postgres: not null, InMemory: true } =>
            $"Two storages at once: PostgreSQL and {options.Data ?? "in-memory"}; choose one.",
        _ => null,
    };

    // A number is bound to an enumeration whether it has a name there or not.
    private static string? UndefinedChoice(EmulatorOptions options) => typeof(EmulatorOptions).GetProperties()
        .Where(property => property.PropertyType.IsEnum)
        .Where(property => !Enum.IsDefined(property.PropertyType, property.GetValue(options)!))
        .Select(property => $"{property.Name} is {property.GetValue(options):D}; the choices are "
            + $"{string.Join(", ", Enum.GetNames(property.PropertyType))}.")
        .FirstOrDefault();

    // A time without colons is one of days, which nobody wants to wait.
    private static string? UnlikelyTime(EmulatorOptions options) => typeof(EmulatorOptions).GetProperties()
        .Where(property => property.PropertyType == typeof(TimeSpan))
        .Select(property => (property.Name, Time: (TimeSpan)property.GetValue(options)!))
        .Where(setting => setting.Time < TimeSpan.Zero || setting.Time > TimeSpan.FromDays(1))
        .Select(setting => $"{setting.Name} is {setting.Time}; it is not negative and at most a day, and 00:00:05 is five seconds.")
        .FirstOrDefault();

    private static string? NegativeQuota(QuotaOptions quotas) => typeof(QuotaOptions).GetProperties()
        .Where(property => (int)property.GetValue(quotas)! < 0)
        .Select(property => $"Quotas:{property.Name} is {property.GetValue(quotas)}; a quota is at least 0.")
        .FirstOrDefault();

    [GeneratedRegex(@"//[*+](?=:|/|\z)")]
    private static partial Regex AnyHost();

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex RegionName();
}
