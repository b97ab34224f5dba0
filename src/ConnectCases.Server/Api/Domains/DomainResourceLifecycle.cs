using System.Runtime.CompilerServices;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;

namespace ConnectCases.Api.Domains;

/// <summary>The steps that fields, layouts, templates and case rules share: create, list, update and delete.</summary>
internal static class DomainResourceLifecycle
{
    /// <summary>Returns the live resources of a domain.</summary>
    public static IQueryable<TResource> Of<TResource>(this IQueryable<TResource> resources, Domain domain)
        where TResource : DomainResource =>
        resources.Where(resource => resource.DomainKey == domain.Key && !resource.Deleted);

    /// <summary>Returns a page in the order of creation.</summary>
    public static Page<TResource> ToPage<TResource>(
        this IQueryable<TResource> resources, IPagedRequest request, int maxPageSize, PageTokens tokens, EmulatorOptions options)
        where TResource : DomainResource
    {
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.PageSize(request.MaxResults, maxPageSize);
        var rows = resources.Where(resource => resource.Key > after).OrderBy(resource => resource.Key).Take(size + 1);
        return Page<TResource>.Of(rows, size, tokens, resource => resource.Key);
    }

    /// <summary>Adds a resource to its domain.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="quota">The maximum number of live resources.</param>
    /// <param name="counted">What the number includes, for the message.</param>
    /// <param name="setting">The expression of the quota, which ends with the name of its setting.</param>
    /// <exception cref="ConflictException">Another live resource of the domain has the name.</exception>
    /// <exception cref="ServiceQuotaExceededException">
    /// The number of live resources has reached <paramref name="quota"/>.
    /// </exception>
    public static void Create<TResource>(
        CasesDbContext unit,
        Domain domain,
        TResource resource,
        int quota,
        string counted = "",
        [CallerArgumentExpression(nameof(quota))] string setting = "")
        where TResource : DomainResource
    {
        EnsureNameIsFree(unit, domain, resource.Name, resource);
        Quota.EnsureRoom(ResourceQueries<TResource>.CountLive(unit, domain.Key), quota, "The domain", KindOf<TResource>(), counted, setting);
        unit.Add(resource);
    }

    /// <exception cref="ValidationException">The resource is deleted.</exception>
    public static void EnsureLive<TResource>(TResource resource, string id)
        where TResource : DomainResource
    {
        if (resource.Deleted)
        {
            throw new ValidationException(
                Refusal.DeletedResource,
                $"The {KindOf<TResource>()} '{id}' is deleted. A deleted {KindOf<TResource>()} cannot be changed.",
                hint: $"Create a new {KindOf<TResource>()} with the name '{resource.Name}'. The name is free after the deletion.");
        }
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="domain">The domain of the resource.</param>
    /// <param name="name">The name that the resource will have, or null if the name does not change.</param>
    /// <param name="owner">The resource that gets the name. The current name of this resource counts as free.</param>
    /// <exception cref="ConflictException">Another live resource of the domain has the name.</exception>
    public static void EnsureNameIsFree<TResource>(CasesDbContext unit, Domain domain, string? name, TResource owner)
        where TResource : DomainResource
    {
        if (name is not null && ResourceQueries<TResource>.IsNameTaken(unit, domain.Key, name, owner.Key))
        {
            throw new ConflictException(
                Refusal.NameInUse,
                $"The domain already has a {KindOf<TResource>()} with the name '{name}'. "
                + $"Names of live {KindOf<TResource>()}s are unique.",
                ErrorText.Whole($"{MissingResource.FindByName<TResource>(unit, domain, name)} Use this {KindOf<TResource>()}, or choose another name."))
            {
                Member = "name",
                Actual = name,
            };
        }
    }

    /// <summary>Marks a resource as deleted. Deleting a deleted resource changes nothing.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="ensureDeletable">Throws if the resource is in use, or if the domain has too many deleted resources.</param>
    public static EmptyResponse Delete<TResource>(CasesDbContext unit, TResource resource, Action ensureDeletable)
        where TResource : DomainResource
    {
        if (!resource.Deleted)
        {
            ensureDeletable();
            unit.Attach(resource).Entity.Deleted = true;
        }

        return EmptyResponse.Instance;
    }

    /// <exception cref="ConflictException">The number of deleted resources has reached <paramref name="quota"/>.</exception>
    public static void EnsureRoomForDeleted<TResource>(
        CasesDbContext unit, Domain domain, int quota, [CallerArgumentExpression(nameof(quota))] string setting = "")
        where TResource : DomainResource
    {
        var count = CountDeleted<TResource>(unit, domain);
        if (count >= quota)
        {
            throw new ConflictException(
                Refusal.DeletedResourceQuota,
                $"The {KindOf<TResource>()} cannot be deleted. The domain has {Counted.Of(count, $"deleted {KindOf<TResource>()}")}. The quota is {quota}.",
                ErrorText.Whole(Quota.HowToRaise(setting)));
        }
    }

    public static int CountDeleted<TResource>(CasesDbContext unit, Domain domain)
        where TResource : DomainResource => ResourceQueries<TResource>.CountDeleted(unit, domain.Key);

    /// <summary>Returns the type name as words for messages, such as "case rule".</summary>
    public static string KindOf<TResource>() =>
        string.Concat(typeof(TResource).Name.Select(letter =>
            char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")).TrimStart();

    private static class ResourceQueries<TResource>
        where TResource : DomainResource
    {
        public static readonly Func<CasesDbContext, long, string, long, bool> IsNameTaken = CompiledQuery.Of(
            (CasesDbContext db, long domainKey, string name, long otherKey) => db.Set<TResource>().Any(resource =>
                resource.DomainKey == domainKey && !resource.Deleted && resource.Name == name && resource.Key != otherKey));

        public static readonly Func<CasesDbContext, long, int> CountLive = CompiledQuery.Of(
            (CasesDbContext db, long domainKey) => db.Set<TResource>().Count(resource => resource.DomainKey == domainKey && !resource.Deleted));

        public static readonly Func<CasesDbContext, long, int> CountDeleted = CompiledQuery.Of(
            (CasesDbContext db, long domainKey) => db.Set<TResource>().Count(resource => resource.DomainKey == domainKey && resource.Deleted));
    }
}
