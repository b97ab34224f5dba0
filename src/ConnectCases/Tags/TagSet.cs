using ConnectCases.Protocol;

namespace ConnectCases.Tags;

/// <summary>A resource that can be tagged.</summary>
internal interface ITagged
{
    StoredJson<IReadOnlyDictionary<string, string>> Tags { get; }

    /// <exception cref="ValidationException">More tags than a resource can have.</exception>
    void Retag(Dictionary<string, string> tags);
}

/// <summary>The tags of one resource, as they are stored and answered.</summary>
internal static class TagSet
{
    public const int Most = 50;

    public static StoredJson<IReadOnlyDictionary<string, string>> None { get; } = new("{}");

    /// <exception cref="ValidationException">More tags than a resource can have.</exception>
    public static StoredJson<IReadOnlyDictionary<string, string>> Of(Dictionary<string, string> tags) => tags.Count <= Most
        ? StoredJson<IReadOnlyDictionary<string, string>>.From(tags)
        : throw new ValidationException($"The resource would have {tags.Count} tags; it can have {Most}.");

    /// <summary>The tags of <paramref name="stored"/>, overlaid by <paramref name="added"/>.</summary>
    public static Dictionary<string, string> Merge(
        IEnumerable<KeyValuePair<string, string>> stored, IEnumerable<KeyValuePair<string, string?>> added)
    {
        var tags = new Dictionary<string, string>(stored, StringComparer.Ordinal);
        foreach (var (key, value) in added)
        {
            tags[key] = value ?? "";
        }

        return tags;
    }
}
