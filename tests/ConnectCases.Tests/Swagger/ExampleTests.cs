using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Swagger;

public sealed class ExampleTests(CasesApp app) : IClassFixture<CasesApp>, IDisposable
{
    // The note of each of these examples names the error of a second run.
    private static readonly string[] WorkOnce = ["DeleteCase", "DeleteDomain", "DeleteRelatedItem", "StartMergeCases"];

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task All_examples_work_twice_in_the_order_of_the_document()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--seed", "demo");
        var calls = await DocumentedCall.ReadAsync(server.Client);
        Assert.Equal(84, calls.Count);

        foreach (var call in calls)
        {
            await RunAsync(server.Client, call);
        }

        foreach (var call in calls.Where(call => !WorkOnce.Contains(call.Name)))
        {
            await RunAsync(server.Client, call with { Unique = "2" });
        }

        foreach (var call in calls.Where(call => WorkOnce.Contains(call.Name)))
        {
            var response = await call.SendAsync(server.Client, call.Requests.First().Value);
            Assert.EndsWith($"A second run returns a {response.ErrorType}.", (string)call.Operation["description"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("CreateField", "Text", "Number", "Boolean", "DateTime", "SingleSelect", "Url", "User")]
    [InlineData("CreateRelatedItem", "Comment", "Contact", "File", "Sla", "ConnectCase", "Custom")]
    [InlineData("SearchRelatedItems", "comment", "contact", "file", "sla", "connectCase", "custom")]
    [InlineData("SearchAllRelatedItems", "comment", "contact", "file", "sla", "connectCase", "custom")]
    [InlineData(
        "SearchCases", "searchTerm", "equalTo", "contains", "greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo", "not", "tag", "andAll", "orAll")]
    public async Task Every_member_of_a_union_has_an_example(string operation, params string[] names)
    {
        var call = (await DocumentedCall.ReadAsync(app.NewAccount())).Single(call => call.Name == operation);
        Assert.Empty(names.Except(call.Requests.Keys));
        Assert.All(names, name => Assert.Contains($"\"{name}\"", call.Requests[name]!.ToJsonString(), StringComparison.Ordinal));
    }

    private static async Task RunAsync(CasesClient client, DocumentedCall call)
    {
        foreach (var (name, body) in call.Requests)
        {
            var response = await call.SendAsync(client, body);
            Assert.True(response.ErrorType is null, $"{call.Name}, {name}: {(int)response.Status} {response.Text}");
            if (call.Name.StartsWith("Search", StringComparison.Ordinal))
            {
                // An example that finds nothing explains nothing.
                var found = response.Json.AsObject().First(member => member.Value is JsonArray).Value!.AsArray();
                Assert.True(found.Count > 0, $"{call.Name}, {name}: finds nothing");
            }
        }
    }
}
