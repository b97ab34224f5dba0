using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConnectCases.Protocol.Json;

/// <summary>
/// The member names of a request type and of the types inside. Finds the members of a body that these types do not have. Every request
/// is checked, so the check of a body without unknown members allocates nothing.
/// </summary>
internal sealed class MemberNames(JsonTypeInfo root)
{
    private const int MaxFound = 10;

    private readonly ConcurrentDictionary<Type, Level> levels = new();

    /// <summary>Returns the first unknown members of a body that is valid JSON of the type.</summary>
    public IReadOnlyList<UnknownMember> FindUnknown(ReadOnlySpan<byte> json) => json.IsEmpty || !HasUnknown(json) ? [] : Describe(json);

    /// <summary>Returns the unknown members. The text after the first one can be invalid.</summary>
    /// <exception cref="JsonException">The text is not valid JSON.</exception>
    public IReadOnlyList<UnknownMember> Describe(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = root.Options.MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. Describe(document.RootElement, LevelOf(root.Type), "").Take(MaxFound)];
    }

    private bool HasUnknown(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = root.Options.MaxDepth });
        return reader.Read() && HasUnknown(ref reader, LevelOf(root.Type));
    }

    private bool HasUnknown(ref Utf8JsonReader reader, Level level)
    {
        if (reader.TokenType == JsonTokenType.StartArray && level.Entry is { } entry)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (HasUnknown(ref reader, LevelOf(entry)))
                {
                    return true;
                }
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject && level.Members is { } members)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var type = Find(ref reader, members);
                reader.Read();
                if (type is null || HasUnknown(ref reader, LevelOf(type)))
                {
                    return true;
                }
            }
        }
        else
        {
            reader.Skip();
        }

        return false;
    }

    private static Type? Find(ref Utf8JsonReader reader, Member[] members)
    {
        foreach (var member in members)
        {
            if (reader.ValueTextEquals(member.Utf8))
            {
                return member.Type;
            }
        }

        return null;
    }

    private IEnumerable<UnknownMember> Describe(JsonElement value, Level level, string path) => (value.ValueKind, level) switch
    {
        (JsonValueKind.Array, { Entry: { } entry }) => value.EnumerateArray()
            .SelectMany((item, index) => Describe(item, LevelOf(entry), $"{path}[{index}]")),
        (JsonValueKind.Object, { MapEntry: { } entry }) => value.EnumerateObject()
            .SelectMany(member => Describe(member.Value, LevelOf(entry), $"{path}[{member.Name}]")),
        (JsonValueKind.Object, { Members: { } members }) => value.EnumerateObject().SelectMany(member =>
            Array.Find(members, known => known.Name == member.Name) is { } known
                ? Describe(member.Value, LevelOf(known.Type), Join(path, member.Name))
                : [new UnknownMember(Join(path, member.Name), member.Name, [.. members.Select(other => other.Name)], level.RejectsOthers)]),
        _ => [],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private Level LevelOf(Type type) => levels.GetOrAdd(type, static (key, options) => Level.Of(options.GetTypeInfo(key)), root.Options);

    private sealed record Member(string Name, byte[] Utf8, Type Type);

    /// <param name="Members">The members of an object. Null for other types, and for unions, whose validators reject unknown members.</param>
    /// <param name="Entry">The type of the entries of a list.</param>
    /// <param name="RejectsOthers">Whether the reader of the type rejects unknown members.</param>
    /// <param name="MapEntry">The type of the entries of a map. Only the maps of controls have entries with members.</param>
    private sealed record Level(Member[]? Members, Type? Entry, bool RejectsOthers, Type? MapEntry = null)
    {
        public static Level Of(JsonTypeInfo type) => type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new(null, type.ElementType, false),
            JsonTypeInfoKind.Dictionary => new(null, null, false, type.ElementType),
            JsonTypeInfoKind.Object when !type.Properties.Any(property => property.IsExtensionData) => new(
                [.. type.Properties.Select(property => new Member(property.Name, Encoding.UTF8.GetBytes(property.Name), property.PropertyType))],
                null,
                type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow),
            _ => new(null, null, false),
        };
    }
}
