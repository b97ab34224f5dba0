using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull;

/// <summary>Reads members of responses. Newer members and values of the service do not disturb.</summary>
internal static class JsonMembers
{
    /// <summary>Returns the text of a member.</summary>
    /// <exception cref="PullException">The response has no such text.</exception>
    public static string Text(this JsonNode node, string member) =>
        node.TextOrNull(member) ?? throw new PullException($"A response of the service has no text '{member}'.");

    public static string? TextOrNull(this JsonNode? node, string member) =>
        node.Member(member) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Is(this JsonNode? node, string member) =>
        node.Member(member) is JsonValue value && value.TryGetValue<bool>(out var truth) && truth;

    public static IEnumerable<JsonNode> List(this JsonNode? node, string member) =>
        node.Member(member) is JsonArray list ? list.OfType<JsonNode>() : [];

    /// <summary>Returns a member, or null if the node is no object or has no such member.</summary>
    public static JsonNode? Member(this JsonNode? node, string member) => (node as JsonObject)?[member];
}
