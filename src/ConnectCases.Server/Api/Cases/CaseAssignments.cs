using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>Validates the values that a request assigns to a case (behaviour.md 5, 7).</summary>
internal static class CaseAssignments
{
    /// <summary>
    /// Returns the values in their stored form. A read-only field with its present value is no assignment, so that a caller can send
    /// what GetCase returned.
    /// </summary>
    /// <exception cref="ValidationException">One of the values cannot be assigned.</exception>
    public static IReadOnlyList<FieldValue> Read(
        CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values, EmulatorOptions options, string member = "fields")
    {
        var ids = values.Select(value => value.Id!).ToArray();
        FieldLookup.EnsureDistinct(member, ids);
        if (values.Where(value => SystemFields.IsReadOnly(value.Id!) && !@case.Holds(value)).Select(value => value.Id!).ToList()
            is { Count: > 0 } readOnly)
        {
            throw new ValidationException(
                Refusal.ReadOnlyField,
                $"{member} contains read-only fields, which only the service sets: {readOnly}.",
                hint: $"Remove these fields from the request. The service sets them at the right time.")
            {
                Member = member,
                Actual = readOnly[0],
            };
        }

        var fields = FieldLookup.Find(db, domain, member, ids, withOptions: true);
        if (ids.Where(id => fields[id].Deleted && !@case.Has(id)).ToList() is { Count: > 0 } deleted)
        {
            throw new ValidationException(
                Refusal.DeletedField,
                $"{member} contains deleted fields that have no value on the case: {deleted}.",
                hint: $"Remove these fields from the request, or create new fields and use their ids.")
            {
                Member = member,
                Actual = deleted[0],
            };
        }

        // Accepts an unchanged value without validation, because its option may have become inactive later.
        FieldValue[] assigned = [.. values.Where(value => !SystemFields.IsReadOnly(value.Id!)).Select(value => @case.Holds(value)
            ? value
            : new FieldValue(value.Id, fields[value.Id!].Normalize(value.Value!, options.ArnForms)))];
        return Array.Find(assigned, value => value.Value!.EmptyValue is not null
            && SystemFields.IsReference(value.Id!) && @case.Has(value.Id!)) is { } cleared
            ? throw new ValidationException(
                Refusal.ReferenceCleared,
                $"Field '{cleared.Id}' cannot be cleared.",
                $"Set a new value or omit the field.",
                hintInMessage: true)
            : assigned;
    }
}
