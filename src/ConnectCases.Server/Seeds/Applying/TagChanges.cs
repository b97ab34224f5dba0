using ConnectCases.Api.Tags;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Brings the tags of a resource to the definition of a seed. A seed without tags does not change the tags.</summary>
internal static class TagChanges
{
    /// <summary>Determines whether a resource has other tags than the seed.</summary>
    public static bool Differ(IReadOnlyDictionary<string, string> present, IEnumerable<KeyValuePair<string, string>>? wanted) =>
        wanted is not null && !present.ToHashSet().SetEquals(wanted);

    public static Dictionary<string, string>? ToTags(this IReadOnlyDictionary<string, SeedText>? tags) =>
        tags?.ToDictionary(tag => tag.Key, tag => tag.Value.Value, StringComparer.Ordinal);

    /// <summary>Sets the tags of a resource.</summary>
    /// <param name="run">The application of the seed.</param>
    /// <param name="at">The place for errors.</param>
    /// <param name="arn">The ARN of the resource.</param>
    /// <param name="present">The present tags.</param>
    /// <param name="wanted">The tags of the seed, or null.</param>
    public static void Apply(
        SeedRun run, SeedNode at, string arn, IReadOnlyDictionary<string, string> present, IReadOnlyDictionary<string, string>? wanted)
    {
        if (wanted is null || !Differ(present, wanted))
        {
            return;
        }

        if (present.Keys.Where(key => !wanted.ContainsKey(key)).ToList() is { Count: > 0 } removed)
        {
            run.Call(at, unit => run.Get<TagService>().Untag(unit, arn, removed));
        }

        var request = new TagResourceRequest(wanted.ToDictionary(tag => tag.Key, tag => (string?)tag.Value));
        run.Call(at, request, (unit, tags) => run.Get<TagService>().Tag(unit, arn, tags));
    }

    /// <summary>Sets the tags of a new resource.</summary>
    public static void Apply(SeedRun run, SeedNode at, string arn, IReadOnlyDictionary<string, string>? wanted) =>
        Apply(run, at, arn, new Dictionary<string, string>(), wanted);
}
