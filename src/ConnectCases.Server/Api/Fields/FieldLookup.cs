using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Fields;

/// <summary>Field ids inside requests: which fields they name, and what is wrong with them (behaviour.md 17, row 11).</summary>
internal static class FieldLookup
{
    private static readonly Func<CasesDbContext, long, string[], IEnumerable<Field>> Named = CompiledQuery.Rows(
        (CasesDbContext db, long domainKey, string[] ids) => db.Set<Field>().AsNoTracking()
            .Where(field => field.DomainKey == domainKey && ids.Contains(field.FieldId)));

    private static readonly Func<CasesDbContext, long, string[], IEnumerable<Field>> NamedWithOptions = CompiledQuery.Rows(
        (CasesDbContext db, long domainKey, string[] ids) => db.Set<Field>().AsNoTracking()
            .Where(field => field.DomainKey == domainKey && ids.Contains(field.FieldId)).Include(field => field.Options));

    /// <summary>The fields that <paramref name="ids"/> name, deleted ones included.</summary>
    /// <exception cref="ValidationException">One of them does not exist.</exception>
    public static IReadOnlyDictionary<string, Field> Find(
        CasesDbContext db, Domain domain, string member, IEnumerable<string> ids, bool withOptions = false)
    {
        var distinct = ids.Distinct().ToArray();
        if (distinct.Length == 0)
        {
            return new Dictionary<string, Field>();
        }

        var named = withOptions ? NamedWithOptions : Named;
        var fields = named(db, domain.Key, distinct).ToDictionary(field => field.FieldId);
        return distinct.Where(id => !fields.ContainsKey(id)).ToList() is { Count: > 0 } missing
            ? throw new ValidationException($"{member} names fields that do not exist: {string.Join(", ", missing)}.")
            : fields;
    }

    /// <summary>As <see cref="Find"/>, where a deleted field is no field either.</summary>
    /// <exception cref="ValidationException">One of them does not exist, or is deleted.</exception>
    public static IReadOnlyDictionary<string, Field> FindLive(
        CasesDbContext db, Domain domain, string member, IEnumerable<string> ids, bool withOptions = false)
    {
        var fields = Find(db, domain, member, ids, withOptions);
        return fields.Values.Where(field => field.Deleted).Select(field => field.FieldId).ToList() is { Count: > 0 } deleted
            ? throw new ValidationException($"{member} names fields that are deleted: {string.Join(", ", deleted)}.")
            : fields;
    }

    /// <summary>The ids of fields that are named by id or, if they are live, by name.</summary>
    /// <exception cref="ValidationException">One of them does not exist, or a name is that of two.</exception>
    public static IReadOnlyList<string> Resolve(
        CasesDbContext db, Domain domain, string member, IReadOnlyList<FieldIdentifierUnion> identifiers)
    {
        Find(db, domain, member, identifiers.Select(identifier => identifier.Id).OfType<string>());
        var named = FindByName(db, domain, member, [.. identifiers.Select(identifier => identifier.Name).OfType<string>().Distinct()]);
        return [.. identifiers.Select(identifier => identifier.Id ?? named[identifier.Name!].Single())];
    }

    /// <exception cref="ValidationException">An id stands in the list twice.</exception>
    public static void EnsureDistinct(string member, IEnumerable<string> ids)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException($"{member} names the field '{twice.Key}' twice.");
        }
    }

    private static ILookup<string, string> FindByName(CasesDbContext db, Domain domain, string member, string[] names)
    {
        if (Array.Find(names, name => name.AsSpan().ContainsAny('|', ',')) is { } unusable)
        {
            throw new ValidationException(
                $"{member} names the field '{unusable}'; a field whose name has a | or a comma is given by its id.");
        }

        var named = (names.Length == 0 ? [] : db.Fields.AsNoTracking().Of(domain).Where(field => names.Contains(field.Name)).ToList())
            .ToLookup(field => field.Name, field => field.FieldId);
        if (names.Where(name => !named[name].Any()).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                $"{member} names fields that do not exist, for names are compared exactly: {string.Join(", ", missing)}.");
        }

        return names.Where(name => named[name].Skip(1).Any()).ToList() is { Count: > 0 } ambiguous
            ? throw new ValidationException(
                $"{member} has names that two fields have, to be given by id: {string.Join(", ", ambiguous)}.")
            : named;
    }

    /// <summary>The deleted fields of the domain, which what is read no longer mentions.</summary>
    public static HashSet<string> Deleted(CasesDbContext db, Domain domain) =>
        [.. db.Fields.Where(field => field.DomainKey == domain.Key && field.Deleted).Select(field => field.FieldId)];
}
