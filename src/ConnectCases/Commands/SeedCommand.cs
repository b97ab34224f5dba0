using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConnectCases.Commands;

/// <summary>The commands <c>seed apply</c> and <c>seed plan</c>, which send a seed file to a running server.</summary>
internal static partial class SeedCommand
{
    // A large seed takes some seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <param name="createEndpoint">Creates the option for the address of the server.</param>
    public static Command Create(Func<Option<string>> createEndpoint) =>
        new("seed", "Bring domains of a running server to the definition of a seed file")
        {
            Create("apply", "Apply a seed file and list the changes", dryRun: false, createEndpoint()),
            Create("plan", "List the changes of a seed file without applying the file", dryRun: true, createEndpoint()),
        };

    private static Command Create(string name, string description, bool dryRun, Option<string> endpoint)
    {
        var file = new Argument<string>("file") { Description = "The seed: a YAML or JSON file" };
        var account = new Option<string>("--account") { Description = "The account (default: the account of the server)", HelpName = "ID" };
        var region = new Option<string>("--region") { Description = "The Region of the account (default: the Region of the server)", HelpName = "REGION" };
        var command = new Command(name, description) { file, endpoint, account, region };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file), dryRun, parsed.GetValue(endpoint), parsed.GetValue(account), parsed.GetValue(region), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, bool dryRun, string? endpoint, string? account, string? region, CancellationToken cancellationToken)
    {
        byte[] seed;
        try
        {
            seed = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"{file} cannot be read: {failure.Message}");
            return 1;
        }

        (string Name, string? Value)[] parameters = [("account", account), ("region", region), ("dryRun", dryRun ? "true" : null)];
        var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        return await ServerClient.CallAsync(
            endpoint,
            Timeout,
            async client =>
            {
                using var body = new ByteArrayContent(seed);
                return await client.PutAsync(new Uri($"/_emulator/seed?{query}", UriKind.Relative), body, cancellationToken);
            },
            text => string.Join('\n', Lines(JsonNode.Parse(text)!)),
            message => Place().Match(message) is { Success: true } place
                ? $"{file}:{place.Groups["line"]}:{place.Groups["column"]}: {message[place.Length..]}"
                : null,
            cancellationToken);
    }

    private static IEnumerable<string> Lines(JsonNode response)
    {
        var changes = response["changes"]!.AsArray().Select(change => change!).ToList();
        foreach (var change in changes)
        {
            yield return Line(change);
        }

        var counts = changes.CountBy(change => (string)change["action"]! is "addOptions" ? "update" : (string)change["action"]!)
            .ToDictionary();
        var (created, updated, deleted) = (
            counts.GetValueOrDefault("create"), counts.GetValueOrDefault("update"), counts.GetValueOrDefault("delete"));
        yield return changes.Count == 0 ? "No changes."
            : (bool)response["dryRun"]! ? $"Plan: {created} to create, {updated} to update, {deleted} to delete."
            : $"Applied: {created} created, {updated} updated, {deleted} deleted.";
    }

    private static string Line(JsonNode change)
    {
        var members = change["members"]?.AsArray() is { } list ? $": {string.Join(", ", list)}" : "";
        return (string)change["action"]! switch
        {
            "create" => $"+ {change["path"]} ({change["id"]})",
            "delete" => $"- {change["path"]} ({change["id"]})",
            "addOptions" => $"~ {change["path"]}: new options{members}",
            _ => $"~ {change["path"]}{members}",
        };
    }

    [GeneratedRegex(@"\ALine (?<line>[0-9]+), column (?<column>[0-9]+): ")]
    private static partial Regex Place();
}
