using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Protocol.Shapes;

/// <summary>A resource that can be tagged.</summary>
internal interface ITagged
{
    StoredJson<IReadOnlyDictionary<string, string>> Tags { get; }

    /// <exception cref="ValidationException">The resource would have more tags than a resource can have.</exception>
    void SetTags(Dictionary<string, string> tags);
}

/// <summary>The tags of one resource in their stored form.</summary>
internal static class TagSet
{
    public const int MaxTags = 50;

    public static StoredJson<IReadOnlyDictionary<string, string>> None { get; } = new("{}");

    /// <exception cref="ValidationException">There are more tags than a resource can have.</exception>
    public static StoredJson<IReadOnlyDictionary<string, string>> Of(Dictionary<string, string> tags) => tags.Count <= MaxTags
        ? StoredJson.From(tags, ProtocolJson.Wire.IReadOnlyDictionaryStringString)
        : throw new ValidationException(
            Refusal.TagCount,
            $"The resource would have {tags.Count} tags. The maximum is {MaxTags}.",
            hint: $"Remove tags with UntagResource first.");

    public static IReadOnlyDictionary<string, string> ReadTags(this ITagged resource) =>
        resource.Tags.Read(ProtocolJson.Wire.IReadOnlyDictionaryStringString);

    /// <summary>Returns the tags of <paramref name="stored"/>, overwritten by <paramref name="added"/>.</summary>
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
