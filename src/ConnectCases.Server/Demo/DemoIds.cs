using System.Globalization;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Identity;

namespace ConnectCases.Demo;

/// <summary>The ids of the demo. The ids are the same on every server, so that examples work unchanged.</summary>
internal static class DemoIds
{
    /// <summary>The beginning of the ARNs of the demo's Amazon Connect instance.</summary>
    public const string Instance = "arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11-6f0a-4f57-9a3e-2b8c1d7e4f60";

    /// <summary>The number of the case that is merged into another case.</summary>
    public const int MergedCase = 35;

    public static readonly string Domain = Of("0d", 1);
    public static readonly string DomainArn = $"arn:aws:cases:us-east-1:123456789012:domain/{Domain}";

    /// <summary>The domain that the example of DeleteDomain deletes.</summary>
    public static readonly string SpareDomain = Of("0d", 2);

    public static readonly string OrderNumber = Of("0f", 1);
    public static readonly string OrderValue = Of("0f", 2);
    public static readonly string IsVip = Of("0f", 3);
    public static readonly string DeliveryDate = Of("0f", 4);
    public static readonly string ProductLine = Of("0f", 5);
    public static readonly string OrderPage = Of("0f", 6);
    public static readonly string Supervisor = Of("0f", 7);
    public static readonly string Notes = Of("0f", 8);
    public static readonly string Problem = Of("0f", 9);
    public static readonly string Carrier = Of("0f", 10);
    public static readonly string TrackingNumber = Of("0f", 11);
    public static readonly string Layout = Of("06", 1);
    public static readonly string UnusedLayout = Of("06", 2);
    public static readonly string OrderNumberRule = Of("08", 1);
    public static readonly string DeliveryDateRule = Of("08", 2);
    public static readonly string ProblemRule = Of("08", 3);
    public static readonly string UnusedRule = Of("08", 4);
    public static readonly string Template = Of("07", 1);
    public static readonly string UnusedTemplate = Of("07", 2);

    public static string Case(int number) => Of("0c", number);

    public static string ReferenceId(int number) => $"DEMO{number:00000}";

    public static string ContactArn(int caseNumber) => $"{Instance}/contact/{Of("0b", caseNumber)}";

    public static string FileArn(int number) => $"{Instance}/file/{Of("0e", number)}";

    /// <summary>Returns the id of a comment. The contact is item 1 of each case, so the first comment is item 2.</summary>
    public static string Comment(int caseNumber, int number) => Of($"1{caseNumber:x2}", 1 + number);

    /// <summary>Returns an id in the form of a UUID.</summary>
    /// <param name="prefix">Hexadecimal digits for the kind of the resource, and for the case that a related item belongs to.</param>
    /// <param name="number">The number of the resource among those with the same prefix.</param>
    public static string Of(string prefix, int number) => $"{prefix.PadRight(8, '0')}-0000-4000-8000-{number:x12}";
}

/// <summary>
/// Numbers the ids of audit events and outgoing events of the demo, as before the demo was a seed. The events of each case have a prefix
/// of their own, and so have those of the merge.
/// </summary>
internal sealed partial class DemoEventIds
{
    private readonly Dictionary<string, int> used = [];

    /// <param name="path">The path of the operation, such as <c>Demo contact center/case/case-1/relatedItem/2</c>.</param>
    /// <param name="kind">The kind of the id.</param>
    /// <param name="number">Not used, because the ids of all operations of a case are numbered together.</param>
    public string Derive(string path, IdKind kind, int number)
    {
        var prefix = CaseNumber().Match(path) is { Success: true } match
            ? $"{(kind == IdKind.AuditEvent ? 'a' : 'e')}{int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture):x2}"
            : "09";
        return DemoIds.Of(prefix, used[prefix] = used.GetValueOrDefault(prefix) + 1);
    }

    [GeneratedRegex("/case/case-(?<number>[0-9]+)")]
    private static partial Regex CaseNumber();
}
