using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Fields;

/// <summary>Finds the fields that a request names, and rejects unknown and deleted fields (behaviour.md 17, row 11).</summary>
internal static class FieldLookup
{
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
            ? throw Unknown(db, domain, member, missing)
            : fields;
    }

    private static ValidationException Unknown(CasesDbContext db, Domain domain, string member, List<string> ids)
    {
        var named = MissingResource.FindByName<Field>(db, domain, ids);
        return new(
            Refusal.UnknownField,
            $"{member} contains fields that do not exist: {ids}.",
            ErrorText.Whole(named ?? Suggest(db, domain, ids[0])),
            hintInMessage: named is not null)
        {
            Member = member,
            Actual = ids[0],
        };
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

    /// <summary>Says where the field exists, or names the most similar field.</summary>
    private static string Suggest(CasesDbContext db, Domain domain, string id)
    {
        if (MissingResource.FindElsewhere<Field>(db, id) is { } elsewhere)
        {
            return $"'{Excerpt.Of(id)}': {elsewhere}";
        }

        var fields = db.Fields.AsNoTracking().Of(domain).Select(field => new { field.FieldId, field.Name }).ToList();
        var nearest = NearestNames.Of(id, fields.SelectMany(field => new[] { field.FieldId, field.Name }));
        return fields.Find(field => nearest.Contains(field.FieldId) || nearest.Contains(field.Name)) is { } similar
            ? $"Did you mean the field '{similar.FieldId}' ({similar.Name})?"
            : $"ListFields shows the ids of the fields of domain '{domain.Name}'.";
    }

    /// <summary>Like <see cref="Find"/>, but rejects deleted fields.</summary>
    /// <exception cref="ValidationException">A field does not exist or is deleted.</exception>
    public static IReadOnlyDictionary<string, Field> FindLive(
        CasesDbContext db, Domain domain, string member, IEnumerable<string> ids, bool withOptions = false)
    {
        var fields = Find(db, domain, member, ids, withOptions);
        return fields.Values.Where(field => field.Deleted).Select(field => field.FieldId).ToList() is { Count: > 0 } deleted
            ? throw new ValidationException(
                Refusal.DeletedField,
                $"{member} contains fields that are deleted: {deleted}.",
                hint: $"Remove these fields from the request, or create new fields and use their ids.")
            {
                Member = member,
            }
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
            throw new ValidationException(
                Refusal.RepeatedField,
                $"{member} contains the field '{twice.Key}' twice.",
                hint: $"Send each field once, with the value that you want to keep.")
            {
                Member = member,
            };
        }
    }

    private static ILookup<string, string> FindByName(CasesDbContext db, Domain domain, string member, string[] names)
    {
        if (Array.Find(names, name => name.AsSpan().ContainsAny('|', ',')) is { } invalid)
        {
            throw new ValidationException(
                Refusal.FieldNameNotUsable,
                $"{member} contains the field '{invalid}'. A field must be identified by its id if the name contains | or a comma.",
                hint: $"ListFields shows the id of the field. Send the id as fieldIdentifier.id.");
        }

        List<Field> fields = names.Length == 0
            ? []
            : [.. db.Fields.AsNoTracking().Of(domain).Where(field => names.Contains(field.Name))];
        var idsByName = fields.ToLookup(field => field.Name, field => field.FieldId);
        if (names.Where(name => !idsByName[name].Any()).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                Refusal.UnknownField,
                $"{member} contains fields that do not exist: {missing}. Field names must match exactly.",
                ErrorText.Whole(SuggestName(db, domain, missing[0])))
            {
                Member = member,
                Actual = missing[0],
            };
        }

        // A database of an earlier version can have a custom field with the name of a system field that was added later.
        return names.Where(name => idsByName[name].Skip(1).Any()).ToList() is { Count: > 0 } ambiguous
            ? throw new ValidationException(
                Refusal.FieldNameNotUsable,
                $"{member} has names that belong to more than one field: {ambiguous}. Identify these fields by id.",
                hint: $"The fields with the name '{ambiguous[0]}' have the ids {idsByName[ambiguous[0]]}.")
            : idsByName;
    }

    private static string SuggestName(CasesDbContext db, Domain domain, string name)
    {
        var fields = db.Fields.AsNoTracking().Of(domain).Select(field => new { field.FieldId, field.Name }).ToList();
        return fields.Find(field => field.FieldId == name) is { } identified
            ? $"'{name}' is the id of the field '{identified.Name}'. Send the id as fieldIdentifier.id."
            : NearestNames.Of(name, fields.Select(field => field.Name)) is [var similar, ..]
                ? $"Did you mean '{similar}'?"
                : MissingResource.FindByName<Field>(db, domain, name) ?? $"ListFields shows the names of the fields of domain '{domain.Name}'.";
    }

    /// <summary>
    /// Returns the ids of the deleted fields of a domain. Templates, layouts, events and case rules ignore these fields.
    /// </summary>
    public static HashSet<string> Deleted(CasesDbContext db, Domain domain) =>
        [.. DeletedIn(db, domain.Key).Select(field => field.FieldId)];
}
