using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Controls.Info;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Swagger;

/// <summary>The responses in the OpenAPI document are responses of the server.</summary>
public sealed partial class RecordedResponsesTests
{
    /// <summary>If this environment variable is 1, the test writes the file instead of comparing the file.</summary>
    private const string UpdateVariable = "CASES_UPDATE_RESPONSES";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string RecordedFile { get; } = Path.Combine(Repository.Root, "src/ConnectCases/Swagger/responses.json");

    [SqliteFact]
    public async Task The_file_contains_the_responses_of_the_server()
    {
        var responses = new JsonObject();
        await RecordSuccessesAsync(responses);
        await RecordErrorsAsync(responses);
        var text = responses.ToJsonString(Readable) + "\n";

        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(RecordedFile, text);
            return;
        }

        Assert.True(
            text == (await File.ReadAllTextAsync(RecordedFile)).ReplaceLineEndings("\n"),
            $"{RecordedFile} is out of date. Run this test with {UpdateVariable}=1 to write the file, then build again.");
    }

    // Requests have random ids and real durations.
    [GeneratedRegex("""(?<="requestId":")[0-9a-f-]{36}""")]
    private static partial Regex RequestId();

    [GeneratedRegex("""(?<="duration":")[^"]+""")]
    private static partial Regex Duration();

    // Runs the first example of each operation, in the order of the document.
    private static async Task RecordSuccessesAsync(JsonObject responses)
    {
        await using var app = NewApp();
        var client = app.ClientOf("123456789012");
        foreach (var call in await DocumentedCall.ReadAsync(client))
        {
            var response = (await call.SendAsync(client, call.Requests.First().Value)).ShouldSucceed();

            // The version and the file of the database differ between runs.
            var text = response.Text
                .Replace(app.Database.Setting.Value, "cases.db", StringComparison.Ordinal)
                .Replace(EmulatorInfo.ServerVersion, "0.1.0", StringComparison.Ordinal);
            text = RequestId().Replace(Duration().Replace(text, "PT0.0042S"), "01a22635-6133-7f13-9774-014bb6e8cdc2");
            responses[call.Name] = new JsonObject
            {
                ["Success"] = response.ContentHeaders.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : text,
            };
        }
    }

    private static async Task RecordErrorsAsync(JsonObject responses)
    {
        await using var app = NewApp();
        var client = app.ClientOf("123456789012");
        var failures = new List<string>();
        foreach (var call in await DocumentedCall.ReadAsync(client))
        {
            foreach (var error in call.Errors)
            {
                var response = ErrorCauses.Special(call.Name, error) is { } cause
                    ? await cause.SendAsync(call)
                    : await ErrorCauses.SendAsync(client, call, error);
                if (response is null)
                {
                    continue;
                }

                if (response.ErrorType != error)
                {
                    failures.Add($"{call.Name} does not fail with {error}: {(int)response.Status} {response.Text}");
                }
                else
                {
                    responses[call.Name]![error] = new JsonObject { ["status"] = (int)response.Status, ["body"] = response.Json };
                }
            }
        }

        Assert.Empty(failures);
        Assert.DoesNotMatch(@"[a-z]ss\. The quota|includeds", responses.ToJsonString());
    }

    private static CasesApp NewApp() => new CasesApp().With("Seed", "demo").With(CountedIds.Create());
}
