using System.CommandLine;
using ConnectCases.Commands.Pull;

namespace ConnectCases.Commands;

/// <summary>The commands <c>health</c>, <c>reset</c> and <c>pull</c>, which call a running server.</summary>
internal static class ServerCommands
{
    public static Command CreateHealth()
    {
        var endpoint = ServerClient.CreateEndpoint();
        var command = new Command("health", "Check that a running server is ready (exit code 0)") { endpoint };
        command.SetAction((parsed, cancellationToken) => ServerClient.CheckHealthAsync(parsed.GetValue(endpoint), cancellationToken));
        return command;
    }

    public static Command CreateReset()
    {
        var endpoint = ServerClient.CreateEndpoint();
        var account = new Option<string>("--account") { Description = "Only this account (default: all)", HelpName = "ID" };
        var region = new Option<string>("--region") { Description = "Only this Region of the account (default: all)", HelpName = "REGION" };
        var seed = new Option<string>("--seed") { Description = "The seed to apply afterwards: demo, or a seed file on the server", HelpName = "NAME|FILE" };
        var command = new Command("reset", "Remove the state of a running server") { endpoint, account, region, seed };
        command.SetAction((parsed, cancellationToken) => ServerClient.ResetAsync(
            parsed.GetValue(endpoint), parsed.GetValue(account), parsed.GetValue(region), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    public static Command CreatePull()
    {
        var domainId = new Option<string>("--domain-id") { Description = "The id of the domain", HelpName = "ID", Required = true };
        var endpoint = new Option<string>("--endpoint")
        {
            Description = $"The address of the service (default: {ServerClient.EndpointVariable}, then AWS)",
            HelpName = "URL",
        };
        var profile = new Option<string>("--profile")
        {
            Description = "The profile of the AWS configuration with the credentials (default: as in the AWS SDKs)",
            HelpName = "NAME",
        };
        var region = new Option<string>("--region")
        {
            Description = "The Region of the domain (default: AWS_REGION, then AWS_DEFAULT_REGION, then the Region of the profile)",
            HelpName = "REGION",
        };
        var cases = new Option<bool>("--cases") { Description = "Copy the cases and their related items too" };
        var output = new Option<string>("--output") { Description = "The file to write (default: standard output)", HelpName = "FILE" };
        var command = new Command("pull", "Write the seed file of an existing domain, in AWS or on a server")
        {
            domainId, endpoint, profile, region, cases, output,
        };
        command.SetAction((parsed, cancellationToken) => PullCommand.RunAsync(
            new(
                parsed.GetRequiredValue(domainId),
                parsed.GetValue(endpoint),
                parsed.GetValue(profile),
                parsed.GetValue(region),
                parsed.GetValue(cases),
                parsed.GetValue(output)),
            cancellationToken));
        return command;
    }
}
