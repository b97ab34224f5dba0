using ConnectCases.Protocol.Identity;

namespace ConnectCases.Demo;

/// <summary>
/// The rows that the services write for the demo, as a script for SQLite. The services and their queries take 2 seconds to
/// compile. Inserting the rows takes less than 0.1 seconds. A test fails if the script is out of date (CONTRIBUTING.md).
/// </summary>
internal static class DemoRows
{
    /// <summary>The spelling of the events in the script.</summary>
    public const EventSpelling EventRelatedItemTypes = EventSpelling.Api;

    /// <summary>Returns the script for an account and a Region. Validated options contain no quotes.</summary>
    public static string Of(Caller owner)
    {
        using var script = new StreamReader(typeof(DemoRows).Assembly.GetManifestResourceStream("demo.sql")!);
        return script.ReadToEnd()
            .Replace("{account}", owner.Account, StringComparison.Ordinal)
            .Replace("{region}", owner.Region, StringComparison.Ordinal)
            .Replace("{partition}", Arn.PartitionOf(owner.Region), StringComparison.Ordinal);
    }
}
