using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>The values that a request assigns to a case (behaviour.md 5, 7).</summary>
internal static class CaseAssignments
{
    /// <summary>The values in the form in which they are kept.</summary>
    /// <exception cref="ValidationException">One of them cannot be assigned.</exception>
    public static IReadOnlyList<FieldValue> Read(
        CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values, string member = "fields")
    {
        var ids = values.Select(value => value.Id!).ToArray();
        FieldLookup.EnsureDistinct(member, ids);
        if (ids.Where(SystemFields.IsReadOnly).ToList() is { Count: > 0 } readOnly)
        {
            throw new ValidationException(
                $"{member} names fields that only the service sets: {string.Join(", ", readOnly)}.");
        }

        var fields = FieldLookup.Find(db, domain, member, ids, withOptions: true);
        if (ids.Where(id => fields[id].Deleted && !@case.Has(id)).ToList() is { Count: > 0 } deleted)
        {
            throw new ValidationException(
                $"{member} names deleted fields, which a case can have no first value of: {string.Join(", ", deleted)}.");
        }

        // A value that the case has already is no assignment, so its option may have become inactive meanwhile.
        FieldValue[] read = [.. values.Select(value => @case.Holds(value)
            ? value
            : new FieldValue(value.Id, fields[value.Id!].Normalize(value.Value!)))];
        return Array.Find(read, value => value.Value!.EmptyValue is not null
            && SystemFields.IsReference(value.Id!) && @case.Has(value.Id!)) is { } cleared
            ? throw new ValidationException($"'{cleared.Id}' can be changed, not cleared.")
            : read;
    }
}
