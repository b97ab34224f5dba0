using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Seeds;

/// <summary>Steps that the tests of seeds share.</summary>
internal static class SeedSteps
{
    public const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";

    /// <summary>The example of the design (controls.md 3).</summary>
    public const string Example = """
        domains:
          - name: support
            fields:
              - { name: Order number, type: Text }
              - { name: Reason, type: SingleSelect, options: [late, lost, { value: other, name: Something else, active: false }] }
            caseRules:
              - name: Lost needs an order number
                required: { field: Order number, when: { Reason: lost } }
            layouts:
              - { name: Agent, top: [status, title], more: [Reason, Order number] }
            templates:
              - { name: Complaint, layout: Agent, required: [title], rules: [Lost needs an order number] }
            events: { enabled: true, fields: [status, Reason], relatedItems: true }
            cases:
              - handle: lost-parcel
                template: Complaint
                createdAt: -3d
                fields: { title: Lost parcel, Reason: lost, Order number: "4711", customer_id: arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p }
                relatedItems:
                  - { comment: The customer called., by: arn:aws:connect:us-east-1:123456789012:instance/i/agent/a, at: -2d }
                  - { contact: arn:aws:connect:us-east-1:123456789012:instance/i/contact/c, channel: VOICE }
                  - { sla: First reply, due: PT4H, field: status, target: closed }

        """;

    public static string World(CasesClient client) => $"account={client.AccessKeyId}&region={client.Region}";

    public static Task<ApiResponse> TrySeedAsync(this CasesClient client, string seed, string query = "") =>
        client.PutAsync($"/_emulator/seed?{World(client)}{query}", seed);

    /// <summary>Applies a seed. Returns each change as text: <c>update support/field/Reason: description</c>.</summary>
    public static async Task<string[]> SeedAsync(this CasesClient client, string seed, string query = "") =>
        Lines((await client.TrySeedAsync(seed, query)).ShouldSucceed());

    public static string[] Lines(ApiResponse response) => [.. response["changes"].AsArray().Select(change =>
        $"{change!["action"]} {change["path"]}{(change["members"] is JsonArray members ? $": {string.Join(", ", members)}" : "")}")];

    public static async Task<ApiResponse> IdsAsync(this CasesClient client, string domain = "support") =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/ids?domain={domain}&{World(client)}", null)).ShouldSucceed();

    /// <summary>Returns the domain with its ids by name.</summary>
    public static async Task<SeedDomainIds> DomainAsync(this CasesClient client, string domain = "support")
    {
        var ids = await client.IdsAsync(domain);
        return new(new(client, (string)ids["domain"]["id"]!), ids);
    }
}

/// <summary>A seeded domain.</summary>
internal sealed record SeedDomainIds(TestDomain Domain, ApiResponse Ids)
{
    public string Field(string name) => (string)Ids["fields"][name]!;

    public string Template(string name) => (string)Ids["templates"][name]!;

    public TestCase Case(string handle = "lost-parcel") => new(Domain, (string)Ids["cases"][handle]!);
}
