using ConnectCases.Protocol;
using ConnectCases.Tags;

namespace ConnectCases.Domains;

/// <summary>
/// What a domain is configured with: fields, layouts, templates and case rules. Named, unique by name among the live ones,
/// and deleted softly: out of the lists, but readable.
/// </summary>
internal abstract class DomainResource : ITagged
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public required string Name { get; set; }

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    public bool Deleted { get; set; }

    public required DateTimeOffset CreatedTime { get; init; }

    public required DateTimeOffset LastModifiedTime { get; set; }

    public void Retag(Dictionary<string, string> tags) => Tags = TagSet.Of(tags);
}

/// <summary>The rules that all of them share.</summary>
internal static class DomainResources
{
    public static IQueryable<TResource> Of<TResource>(this IQueryable<TResource> resources, Domain domain)
        where TResource : DomainResource =>
        resources.Where(resource => resource.DomainKey == domain.Key && !resource.Deleted);

    /// <summary>A page of them, in the order in which they were made.</summary>
    public static Page<TResource> ToPage<TResource>(
        this IQueryable<TResource> resources, IPagedRequest request, int largest, PageTokens tokens, EmulatorOptions options)
        where TResource : DomainResource
    {
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.PageSize(request.MaxResults, largest);
        var rows = resources.Where(resource => resource.Key > after).OrderBy(resource => resource.Key).Take(size + 1);
        return Page<TResource>.Of(rows, size, tokens, resource => resource.Key);
    }

    /// <exception cref="ConflictException">Another live resource of the domain has the name.</exception>
    public static void EnsureNameIsFree<TResource>(
        this IQueryable<TResource> live, string? name, TResource? renamed = null)
        where TResource : DomainResource
    {
        var own = renamed?.Key ?? 0;
        if (name is not null && live.Any(resource => resource.Name == name && resource.Key != own))
        {
            throw new ConflictException(
                $"A {Kind<TResource>()} with the name '{name}' exists already in the domain; names are unique among the live ones.");
        }
    }

    /// <exception cref="ConflictException">The domain has deleted as many as it may.</exception>
    public static void EnsureMayBeDeleted<TResource>(this IQueryable<TResource> resources, Domain domain, int most)
        where TResource : DomainResource
    {
        if (resources.Count(resource => resource.DomainKey == domain.Key && resource.Deleted) >= most)
        {
            throw new ConflictException($"The domain has {most} deleted {Kind<TResource>()}s; no more can be deleted.");
        }
    }

    /// <exception cref="ValidationException">The resource is deleted.</exception>
    public static void EnsureLive<TResource>(this TResource resource, string id)
        where TResource : DomainResource
    {
        if (resource.Deleted)
        {
            throw new ValidationException($"The {Kind<TResource>()} '{id}' is deleted and cannot be changed.");
        }
    }

    private static string Kind<TResource>() =>
        string.Concat(typeof(TResource).Name.Select(letter =>
            char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")).TrimStart();
}
