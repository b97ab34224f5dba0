using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ConnectCases;

/// <summary>Validates the options at the start of the host. Joins all failures into one line.</summary>
internal sealed partial class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    public const string DemoSeedName = "demo";

    /// <summary>The seeds that exist, for messages.</summary>
    public const string SeedDescription = $"'{DemoSeedName}' or the path of a .yaml, .yml or .json file";

    /// <summary>Determines whether a text is the name of a data set, or can be the path of a seed file.</summary>
    public static bool IsSeed(string text) => text == DemoSeedName
        || Path.GetExtension(text).ToLowerInvariant() is ".yaml" or ".yml" or ".json";

    /// <summary>Determines whether a text is an account id: 12 digits.</summary>
    public static bool IsAccount(string text) => AccountId().IsMatch(text);

    /// <summary>Determines whether a text can be the name of a Region, such as us-east-1 or local.</summary>
    public static bool IsRegion(string text) => RegionName().IsMatch(text);

    /// <summary>The form of the ARN of a principal, for messages.</summary>
    public const string PrincipalDescription =
        "the ARN of a principal, such as arn:aws:iam::123456789012:role/agent or arn:aws:sts::123456789012:assumed-role/agent/session";

    /// <summary>Determines whether a text is the ARN of a principal of IAM or STS.</summary>
    public static bool IsPrincipal(string text) => text.Length <= 2_048 && PrincipalArn().IsMatch(text);

    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(string.Join(" ", failures));
    }

    private static IEnumerable<string> Failures(EmulatorOptions options)
    {
        if (options.Data is "")
        {
            yield return "The option Data is empty. Set the option to the name of a file, or remove the option.";
        }

        if (options.Data is ":memory:")
        {
            yield return "Data must be the name of a file. To keep the state in memory, set --in-memory instead.";
        }

        if (!IsAccount(options.Account))
        {
            yield return $"The account '{options.Account}' is not a 12-digit account id.";
        }

        if (!IsRegion(options.Region))
        {
            yield return $"The Region '{options.Region}' is not the name of a Region, such as us-east-1.";
        }

        if (options.Seed.FirstOrDefault(seed => !IsSeed(seed)) is { } unknown)
        {
            yield return $"The seed '{unknown}' does not exist. A seed is {SeedDescription}.";
        }

        foreach (var (option, file) in new[] { (nameof(options.Import), options.Import), (nameof(options.ExportOnExit), options.ExportOnExit), (nameof(options.Faults), options.Faults) })
        {
            if (file is "")
            {
                yield return $"The option {option} is empty. Set the option to the name of a file, or remove the option.";
            }
        }

        if (Storages(options) is [var first, var second, ..])
        {
            yield return $"Two storages are set: {first} and {second}. Set only one storage.";
        }

        foreach (var failure in UndefinedModes(options).Concat(Times(options)).Concat(Numbers(options)).Concat(Contacts(options))
            .Concat(StorageTimes(options)).Concat(Origins(options)).Concat(Credentials(options)).Concat(Principals(options)))
        {
            yield return failure;
        }
    }

    private static string[] Storages(EmulatorOptions options) =>
    [
        .. new[]
        {
            options.Postgres is null ? null : "PostgreSQL",
            options.Data is null ? null : $"the file {options.Data}",
            options.InMemory ? "in-memory" : null,
        }.OfType<string>(),
    ];

    // Finds options whose value is not a member of their enumeration. The configuration binder does not check numbers.
    private static IEnumerable<string> UndefinedModes(EmulatorOptions options) => typeof(EmulatorOptions).GetProperties()
        .Where(property => property.PropertyType.IsEnum)
        .Where(property => !Enum.IsDefined(property.PropertyType, property.GetValue(options)!))
        .Select(property => $"{property.Name} is {property.GetValue(options):D}. The choices are "
            + $"{string.Join(", ", Enum.GetNames(property.PropertyType))}.");

    // The binder reads a number without colons as days, which is rarely intended. The maximum rejects most such values.
    private static IEnumerable<string> Times(EmulatorOptions options) => typeof(EmulatorOptions).GetProperties()
        .Where(property => property.PropertyType == typeof(TimeSpan))
        .Select(property => (property.Name, Time: (TimeSpan)property.GetValue(options)!))
        .Where(setting => setting.Time < TimeSpan.Zero || setting.Time > TimeSpan.FromDays(1))
        .Select(setting => $"{setting.Name} is {setting.Time}. The time must be between 0 and 1 day. Five seconds are 00:00:05.");

    private static IEnumerable<string> StorageTimes(EmulatorOptions options) => options.StorageTimeout < TimeSpan.FromSeconds(1)
        ? [$"{nameof(options.StorageTimeout)} is {options.StorageTimeout}. The minimum is 1 second."]
        : [];

    private static IEnumerable<string> Numbers(EmulatorOptions options)
    {
        (string Name, long? Value, int Min)[] numbers =
        [
            (nameof(options.BatchCases), options.BatchCases, 1),
            (nameof(options.BatchFields), options.BatchFields, 1),
            (nameof(options.MergedFieldValues), options.MergedFieldValues, 0),
            (nameof(options.SearchCandidates), options.SearchCandidates, 0),
            (nameof(options.SearchCountLimit), options.SearchCountLimit, 1),
            (nameof(options.EventsKept), options.EventsKept, 0),
            (nameof(options.RequestsKept), options.RequestsKept, 0),
            (nameof(options.RequestBytesKept), options.RequestBytesKept, 0),
            (nameof(options.DefaultPageSize), options.DefaultPageSize, 1),
            (nameof(options.MaxRequestBodySize), options.MaxRequestBodySize, 1),
            .. typeof(QuotaOptions).GetProperties()
                .Select(quota => ($"Quotas:{quota.Name}", (long?)(int)quota.GetValue(options.Quotas)!, 0)),
        ];
        return numbers.Where(number => number.Value < number.Min)
            .Select(number => $"{number.Name} is {number.Value}. The minimum is {number.Min}.");
    }

    private static IEnumerable<string> Contacts(EmulatorOptions options) => options.Contacts
        .Where(contact => contact.Channel.Length is 0 or > 100)
        .Select(contact => $"Contacts: the channel of '{contact.ContactArn}' has {contact.Channel.Length} characters. "
            + "A channel must have 1 to 100 characters.");

    private static IEnumerable<string> Origins(EmulatorOptions options) => options.Cors is "loopback" or "any" or "none"
        ? []
        : options.Cors.Split(',', StringSplitOptions.TrimEntries)
            .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
            .Select(origin => $"Cors: '{origin}' is not an origin such as https://app.example.com. "
                + "The other choices are loopback, any, none.");

    private static IEnumerable<string> Credentials(EmulatorOptions options)
    {
        foreach (var credential in options.Credentials)
        {
            var name = $"Credentials: the credential '{credential.AccessKeyId}'";
            if (!AccessKeyId().IsMatch(credential.AccessKeyId))
            {
                yield return $"{name} needs an AccessKeyId of 1 to 128 letters, digits, hyphens and underscores.";
            }

            if (credential.SecretAccessKey.Length == 0)
            {
                yield return $"{name} needs a SecretAccessKey.";
            }

            if (credential.Account is { } account && !IsAccount(account))
            {
                yield return $"{name} has the account '{account}', which is not a 12-digit account id.";
            }

            if (credential.PrincipalArn is { } principal && !principal.StartsWith("arn:", StringComparison.Ordinal))
            {
                yield return $"{name} has the PrincipalArn '{principal}', which does not begin with 'arn:'.";
            }
        }

        if (options.Credentials.CountBy(credential => credential.AccessKeyId).FirstOrDefault(id => id.Value > 1).Key is { } repeated)
        {
            yield return $"Credentials: the access key id '{repeated}' occurs more than once.";
        }
    }

    private static IEnumerable<string> Principals(EmulatorOptions options) => options.Principals
        .Where(principal => !IsPrincipal(principal.Value))
        .Select(principal => $"Principals: '{principal.Value}' of the access key id '{principal.Key}' is not {PrincipalDescription}.");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,128}\z")]
    private static partial Regex AccessKeyId();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:(?:root|[a-z-]+/[A-Za-z0-9+=,.@_/:-]+)\z")]
    private static partial Regex PrincipalArn();

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex RegionName();
}
