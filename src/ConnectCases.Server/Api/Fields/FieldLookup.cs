using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Fields;

/// <summary>Finds the fields that a request names, and rejects unknown and deleted fields (behaviour.md 17, row 11).</summary>
internal static class FieldLookup
{
    private const int MaxExplained = 3;

    private static readonly Func<CasesDbContext, long, string[], IEnumerable<Field>> ByIds = CompiledQuery.Rows(
        (CasesDbContext db, long domainKey, string[] ids) => db.Set<Field>().AsNoTracking()
            .Where(field => field.DomainKey == domainKey && ids.Contains(field.FieldId)));

    private static readonly Func<CasesDbContext, long[], IEnumerable<SelectOption>> OptionsOf = CompiledQuery.Rows(
        (CasesDbContext db, long[] fieldKeys) => db.Set<SelectOption>().AsNoTracking()
            .Where(option => fieldKeys.Contains(option.FieldKey)).OrderBy(option => option.Key));

    private static readonly Func<CasesDbContext, long, IEnumerable<Field>> DeletedIn = CompiledQuery.Rows(
        (CasesDbContext db, long domainKey) => db.Set<Field>().AsNoTracking()
            .Where(field => field.DomainKey == domainKey && field.Deleted));

    /// <summary>Returns the fields with the given ids, including deleted fields.</summary>
    /// <exception cref="ValidationException">A field does not exist.</exception>
    public static IReadOnlyDictionary<string, Field> Find(
        CasesDbContext db, Domain domain, string member, IEnumerable<string> ids, bool withOptions = false)
    {
        var distinct = ids.Distinct().ToArray();
        if (distinct.Length == 0)
        {
            return new Dictionary<string, Field>();
        }

        var fields = ByIds(db, domain.Key, distinct).ToDictionary(field => field.FieldId);
        if (withOptions)
        {
            LoadOptions(db, fields.Values.Where(field => field.Type == FieldType.SingleSelect).ToDictionary(field => field.Key));
        }

        return distinct.Where(id => !fields.ContainsKey(id)).ToList() is { Count: > 0 } missing
            ? throw new ValidationException(
                $"{member} contains fields that do not exist: {missing}.{ErrorText.Whole(Explain(db, domain, missing))}")
            : fields;
    }

    private static void LoadOptions(CasesDbContext db, Dictionary<long, Field> fields)
    {
        if (fields.Count > 0)
        {
            foreach (var option in OptionsOf(db, [.. fields.Keys]))
            {
                fields[option.FieldKey].Options.Add(option);
            }
        }
    }

    /// <summary>Says which of the unknown ids are names of fields.</summary>
    private static string Explain(CasesDbContext db, Domain domain, IReadOnlyList<string> unknown)
    {
        var named = db.Fields.AsNoTracking().Of(domain).AsEnumerable()
            .ToLookup(field => field.Name, StringComparer.OrdinalIgnoreCase);
        return string.Concat(unknown.Where(named.Contains).Take(MaxExplained).Select(name =>
            $" '{Excerpt.Of(name)}' is the name of the field '{named[name].First().FieldId}'; use its id."));
    }

    /// <summary>Like <see cref="Find"/>, but rejects deleted fields.</summary>
    /// <exception cref="ValidationException">A field does not exist or is deleted.</exception>
    public static IReadOnlyDictionary<string, Field> FindLive(
        CasesDbContext db, Domain domain, string member, IEnumerable<string> ids, bool withOptions = false)
    {
        var fields = Find(db, domain, member, ids, withOptions);
        return fields.Values.Where(field => field.Deleted).Select(field => field.FieldId).ToList() is { Count: > 0 } deleted
            ? throw new ValidationException($"{member} contains fields that are deleted: {deleted}.")
            : fields;
    }

    /// <summary>Returns the ids of fields that a request identifies by id or by name. A name finds only live fields.</summary>
    /// <exception cref="ValidationException">
    /// A field does not exist, a name belongs to more than one field, or a name contains | or a comma.
    /// </exception>
    public static IReadOnlyList<string> Resolve(
        CasesDbContext db, Domain domain, string member, IReadOnlyList<FieldIdentifierUnion> identifiers)
    {
        Find(db, domain, member, identifiers.Select(identifier => identifier.Id).OfType<string>());
        var names = identifiers.Select(identifier => identifier.Name).OfType<string>().Distinct();
        var idsByName = FindByName(db, domain, member, [.. names]);
        return [.. identifiers.Select(identifier => identifier.Id ?? idsByName[identifier.Name!].Single())];
    }

    /// <exception cref="ValidationException">The list contains an id twice.</exception>
    public static void EnsureDistinct(string member, IEnumerable<string> ids)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException($"{member} contains the field '{twice.Key}' twice.");
        }
    }

    private static ILookup<string, string> FindByName(CasesDbContext db, Domain domain, string member, string[] names)
    {
        if (Array.Find(names, name => name.AsSpan().ContainsAny('|', ',')) is { } invalid)
        {
            throw new ValidationException(
                $"{member} contains the field '{invalid}'. A field must be identified by its id if the name contains | or a comma.");
        }

        List<Field> fields = names.Length == 0
            ? []
            : [.. db.Fields.AsNoTracking().Of(domain).Where(field => names.Contains(field.Name))];
        var idsByName = fields.ToLookup(field => field.Name, field => field.FieldId);
        if (names.Where(name => !idsByName[name].Any()).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                $"{member} contains fields that do not exist: {missing}. Field names must match exactly.");
        }

        return names.Where(name => idsByName[name].Skip(1).Any()).ToList() is { Count: > 0 } ambiguous
            ? throw new ValidationException(
                $"{member} has names that belong to more than one field: {ambiguous}. "
                + $"Identify these fields by id.")
            : idsByName;
    }

    /// <summary>
    /// Returns the ids of the deleted fields of a domain. Templates, layouts, events and case rules ignore these fields.
    /// </summary>
    public static HashSet<string> Deleted(CasesDbContext db, Domain domain) =>
        [.. DeletedIn(db, domain.Key).Select(field => field.FieldId)];
}
