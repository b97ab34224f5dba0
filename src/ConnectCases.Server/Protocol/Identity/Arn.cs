namespace ConnectCases.Protocol.Identity;

/// <summary>ARNs of Cases resources (behaviour.md 2.2).</summary>
internal static class Arn
{
    public static string OfDomain(string account, string region, string domainId) =>
        $"arn:{PartitionOf(region)}:cases:{region}:{account}:domain/{domainId}";

    public static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };
}
