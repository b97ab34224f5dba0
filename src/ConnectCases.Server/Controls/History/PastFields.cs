using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;

namespace ConnectCases.Controls.History;

/// <summary>Returns the values of a case at a time.</summary>
internal static class PastFields
{
    private static readonly AuditEventType[] Types = [AuditEventType.CaseCreated, AuditEventType.CaseUpdated];

    /// <summary>
    /// Undoes all events, then repeats the events until the time, in the order of their commits. The clock of a world can move back, so
    /// a later event can have an earlier time. A field that no event names keeps its present value.
    /// </summary>
    /// <param name="events">The audit events of the case, in the order of their commits.</param>
    /// <param name="present">The present values.</param>
    /// <param name="at">The time.</param>
    public static Dictionary<string, FieldValueUnion> At(
        IEnumerable<AuditRecord> events, IReadOnlyDictionary<string, FieldValueUnion> present, DateTimeOffset at)
    {
        var changes = events.Where(record => Types.Contains(record.Type))
            .SelectMany(record => record.Fields.Read(AuditEventJson.Wire.IReadOnlyListAuditEventField)
                .Select(field => (Time: record.PerformedTime, Field: field)))
            .ToList();
        var values = new Dictionary<string, FieldValueUnion>(present);
        foreach (var (_, field) in Enumerable.Reverse(changes))
        {
            Set(values, field.EventFieldId, field.OldValue);
        }

        foreach (var (_, field) in changes.Where(change => change.Time <= at))
        {
            Set(values, field.EventFieldId, field.NewValue);
        }

        return values;
    }

    // GetCase returns the stored form of a value.
    private static void Set(Dictionary<string, FieldValueUnion> values, string fieldId, FieldValueUnion? value)
    {
        if (value is null or { EmptyValue: not null })
        {
            values.Remove(fieldId);
        }
        else
        {
            values[fieldId] = new CaseValue(0, fieldId, value).ToUnion();
        }
    }
}
