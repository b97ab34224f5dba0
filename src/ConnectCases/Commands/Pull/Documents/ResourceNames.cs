using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull.Documents;

/// <summary>The names that stand for the ids of resources of one type.</summary>
internal sealed class ResourceNames
{
    private readonly Dictionary<string, string> names;

    /// <summary>Collects the names.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="id">The member with the id.</param>
    public ResourceNames(IReadOnlyList<JsonNode> resources, string id)
    {
        var taken = resources.CountBy(resource => resource.Text("name"), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        var ids = resources.Select(resource => resource.Text(id)).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // An id must stand for a name that is not unique, or that another resource has as its id.
        names = resources.ToDictionary(
            resource => resource.Text(id),
            resource => IsSystem(resource) || taken[resource.Text("name")] > 1 || ids.Contains(resource.Text("name"))
                ? resource.Text(id)
                : resource.Text("name"));
    }

    /// <summary>Returns the name of a resource, or its id if the name is ambiguous or the resource is unknown.</summary>
    public string this[string id] => names.GetValueOrDefault(id, id);

    /// <summary>Returns whether the resource exists and is not deleted.</summary>
    public bool Contains(string id) => names.ContainsKey(id);

    public static bool IsSystem(JsonNode resource) => resource.TextOrNull("namespace") == "System";
}
