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
    private const string Unreadable = "\uFFFD";

    // Clients may send this type hint of other protocols.
    private static ReadOnlySpan<byte> TypeHint => "__type"u8;

    private readonly ConcurrentDictionary<Type, Level> levels = new();

    /// <summary>Returns the first unknown members of a body that is valid JSON of the type.</summary>
    public IReadOnlyList<UnknownMember> FindUnknown(ReadOnlySpan<byte> json) => json.IsEmpty || !HasUnknown(json) ? [] : Describe(json);

    /// <summary>The names of the members of the type itself.</summary>
    public IReadOnlyList<string> Names => [.. (LevelOf(root.Type).Members ?? []).Select(member => member.Name)];

    /// <summary>Whether the type rejects unknown members, also in the types of the API that it contains.</summary>
    public bool RejectsUnknown => LevelOf(root.Type).RejectsOthers;

    /// <summary>Determines whether a request can set a member. Other members are for the code of the server.</summary>
    public static bool IsReadable(JsonPropertyInfo member) =>
        !member.IsExtensionData && (member.Set is not null || member.AssociatedParameter is not null);

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
        try
        {
            return reader.Read() && HasUnknown(ref reader, LevelOf(root.Type));
        }
        catch (InvalidOperationException)
        {
            // A name that is no valid Unicode text is not the name of a member.
            return true;
        }
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
        else if (reader.TokenType == JsonTokenType.StartObject && level.HasMembers)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (level.Find(ref reader) is { } type)
                {
                    reader.Read();
                    if (HasUnknown(ref reader, LevelOf(type)))
                    {
                        return true;
                    }
                }
                else if (!level.AcceptsOthers && !reader.ValueTextEquals(TypeHint))
                {
                    return true;
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }

        return false;
    }

    private IEnumerable<UnknownMember> Describe(JsonElement value, Level level, string path) => (value.ValueKind, level) switch
    {
        (JsonValueKind.Array, { Entry: { } entry }) => value.EnumerateArray()
            .SelectMany((item, index) => Describe(item, LevelOf(entry), $"{path}[{index}]")),
        (JsonValueKind.Object, { MapEntry: { } entry }) => value.EnumerateObject()
            .SelectMany(member => Describe(member.Value, LevelOf(entry), $"{path}[{NameOf(member)}]")),
        (JsonValueKind.Object, { Members: { } members }) => value.EnumerateObject()
            .SelectMany(member => Describe(member.Value, NameOf(member), level, members, path)),
        _ => [],
    };

    private IEnumerable<UnknownMember> Describe(JsonElement value, string name, Level level, Member[] members, string path)
    {
        var memberPath = path.Length == 0 ? name : $"{path}.{name}";
        if (Array.Find(members, known => known.Name == name) is { } known)
        {
            return Describe(value, LevelOf(known.Type), memberPath);
        }

        return level.AcceptsOthers || name == "__type"
            ? []
            : [new UnknownMember(memberPath, name, [.. members.Select(other => other.Name)], level.RejectsOthers)];
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Unreadable;
        }
    }

    private Level LevelOf(Type type) => levels.GetOrAdd(type, static (key, options) => Level.Of(options.GetTypeInfo(key)), root.Options);

    private sealed record Member(string Name, byte[] Utf8, Type Type);

    /// <param name="Members">The members of an object.</param>
    /// <param name="Entry">The type of the entries of a list.</param>
    /// <param name="MapEntry">The type of the entries of a map.</param>
    private sealed record Level(Member[]? Members = null, Type? Entry = null, Type? MapEntry = null)
    {
        public bool HasMembers => Members is not null || MapEntry is not null;

        /// <summary>Whether the reader of the type rejects unknown members, as the readers of controls do.</summary>
        public bool RejectsOthers { get; private init; }

        /// <summary>Whether the type keeps unknown members. The validator of a union rejects them.</summary>
        public bool AcceptsOthers { get; private init; }

        public static Level Of(JsonTypeInfo type) => type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new(Entry: type.ElementType),
            JsonTypeInfoKind.Dictionary => new(MapEntry: type.ElementType),
            JsonTypeInfoKind.Object => new(Members:
            [
                .. type.Properties.Where(IsReadable)
                    .Select(property => new Member(property.Name, Encoding.UTF8.GetBytes(property.Name), property.PropertyType)),
            ])
            {
                RejectsOthers = type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow,
                AcceptsOthers = type.Properties.Any(property => property.IsExtensionData),
            },
            _ => new(),
        };

        /// <summary>Returns the type of the member whose name the reader has read, or null for an unknown member.</summary>
        public Type? Find(ref Utf8JsonReader reader)
        {
            foreach (var member in Members ?? [])
            {
                if (reader.ValueTextEquals(member.Utf8))
                {
                    return member.Type;
                }
            }

            return MapEntry;
        }
    }
}
