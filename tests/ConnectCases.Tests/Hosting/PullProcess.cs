using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

/// <summary>Runs the command pull in a process of its own.</summary>
internal static class PullProcess
{
    /// <summary>Pulls a domain as the account of a client.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> PullAsync(
        string directory, CasesClient client, string domainId, params string[] more) => RunAsync(
        directory,
        ["--domain-id", domainId, "--endpoint", client.Http.BaseAddress!.ToString(), .. more],
        ("AWS_ACCESS_KEY_ID", client.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", client.Region));

    /// <summary>Runs a command line. The configuration of this machine has no effect.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string directory, string[] arguments, params (string, string)[] environment) => ServerProcess.RunAsync(
        directory,
        ["pull", .. arguments],
        [
            ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_CONFIG_FILE", Path.Combine(directory, "none")),
            ("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(directory, "none")), ("AWS_PROFILE", ""), ("AWS_SESSION_TOKEN", ""),
            ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", ""), ("AWS_ENDPOINT_URL", ""), ("AWS_ENDPOINT_URL_CONNECTCASES", ""),
            .. environment,
        ]);
}
