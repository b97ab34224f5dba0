using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConnectCases.Protocol.Json;

/// <summary>A member of a request that the request type does not have.</summary>
/// <param name="Path">The path of the member.</param>
/// <param name="Known">The names of the members that the object can have.</param>
internal sealed record UnknownMember(string Path, IReadOnlyList<string> Known)
{
    /// <summary>Finds the first unknown member in an object whose type allows no unknown members.</summary>
    public static UnknownMember? Find(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return Find(document.RootElement, type, "");
    }

    private static UnknownMember? Find(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind == JsonValueKind.Array && type.Kind == JsonTypeInfoKind.Enumerable)
        {
            var element = type.Options.GetTypeInfo(type.ElementType!);
            return value.EnumerateArray().Select((item, index) => Find(item, element, $"{path}[{index}]"))
                .FirstOrDefault(found => found is not null);
        }

        if (value.ValueKind != JsonValueKind.Object || type.Kind != JsonTypeInfoKind.Object)
        {
            return null;
        }

        var known = type.Properties.ToDictionary(property => property.Name);
        foreach (var member in value.EnumerateObject())
        {
            var memberPath = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!known.TryGetValue(member.Name, out var property))
            {
                if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
                {
                    return new(memberPath, [.. known.Keys]);
                }
            }
            else if (Find(member.Value, type.Options.GetTypeInfo(property.PropertyType), memberPath) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
