using ConnectCases.AuditEvents;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Protocol;

namespace ConnectCases.Cases;

/// <summary>A case: its values, system fields included, and what changing them brings with it (behaviour.md 7).</summary>
internal sealed class Case
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public required string CaseId { get; init; }

    public required string TemplateId { get; init; }

    public required StoredJson<IReadOnlyDictionary<string, string>> Tags { get; set; }

    public List<CaseValue> Values { get; init; } = [];

    public static string ArnOf(Domain domain, string caseId) => $"{domain.Arn}/case/{caseId}";

    public string ArnIn(Domain domain) => ArnOf(domain, CaseId);

    public bool Has(string fieldId) => Values.Exists(value => value.FieldId == fieldId);

    public bool Holds(FieldValue value) =>
        Values.Exists(stored => stored.FieldId == value.Id && stored.ToUnion() == value.Value);

    /// <summary>Sets the first values and those that the service adds; every one of them is a change.</summary>
    public IReadOnlyList<AuditEventField> Fill(
        IEnumerable<FieldValue> values, string referenceNumber, UserUnion? performedBy, DateTimeOffset now)
    {
        var changes = new ChangeList(this);
        changes.Set(SystemFields.CaseId, new(CaseId));
        changes.Set(SystemFields.ReferenceNumber, new(referenceNumber));
        changes.SetAll(values);
        if (!Has(SystemFields.Status))
        {
            changes.Set(SystemFields.Status, new(SystemFields.Open));
        }

        changes.Set(SystemFields.CreatedDateTime, Instant(now));
        changes.Set(SystemFields.LastUpdatedDateTime, Instant(now));
        changes.Set(SystemFields.CreatedBy, User(performedBy));
        changes.Set(SystemFields.LastUpdatedUser, User(performedBy));
        if (IsClosed)
        {
            changes.Set(SystemFields.LastClosedDateTime, Instant(now));
        }

        return changes;
    }

    /// <summary>Applies an update. One that sets nothing to a new value only moves the time of the last update.</summary>
    public IReadOnlyList<AuditEventField> Apply(IEnumerable<FieldValue> values, UserUnion? performedBy, DateTimeOffset now)
    {
        var wasClosed = IsClosed;
        var changes = new ChangeList(this);
        changes.SetAll(values);
        if (changes.Count > 0)
        {
            changes.Set(SystemFields.LastUpdatedUser, User(performedBy));
        }

        if (wasClosed != IsClosed)
        {
            changes.Set(IsClosed ? SystemFields.LastClosedDateTime : SystemFields.LastReopenedDateTime, Instant(now));
        }

        changes.Touch(SystemFields.LastUpdatedDateTime, Instant(now));
        return changes;
    }

    private bool IsClosed => Values.Exists(value => value is { FieldId: SystemFields.Status, Text: SystemFields.Closed });

    private static FieldValueUnion Instant(DateTimeOffset now) => new(TimestampConverter.Format8601(now));

    // Only a user can be the value of a User field; a custom entity leaves it empty.
    private static FieldValueUnion User(UserUnion? performedBy) =>
        performedBy?.UserArn is { } arn ? new(UserArnValue: arn) : FieldValueUnion.Empty;

    /// <summary>Sets values and keeps what that changed, old and new.</summary>
    private sealed class ChangeList(Case @case) : List<AuditEventField>
    {
        public void SetAll(IEnumerable<FieldValue> values)
        {
            foreach (var field in values)
            {
                Set(field.Id!, field.Value!);
            }
        }

        public void Set(string fieldId, FieldValueUnion value)
        {
            var stored = @case.Values.Find(existing => existing.FieldId == fieldId);
            var old = stored?.ToUnion() ?? FieldValueUnion.Empty;
            if (value == old)
            {
                return;
            }

            @case.Store(fieldId, stored, value);
            Add(new(fieldId, @case.Key == 0 ? null : old, value));
        }

        /// <summary>Sets a value that counts as changed also when it is the same, as within one millisecond.</summary>
        public void Touch(string fieldId, FieldValueUnion value)
        {
            var stored = @case.Values.Find(existing => existing.FieldId == fieldId);
            var old = stored?.ToUnion();
            @case.Store(fieldId, stored, value);
            Add(new(fieldId, old, value));
        }
    }

    private void Store(string fieldId, CaseValue? stored, FieldValueUnion value)
    {
        if (value.EmptyValue is not null)
        {
            Values.Remove(stored!);
        }
        else if (stored is null)
        {
            Values.Add(new CaseValue(fieldId, value));
        }
        else
        {
            stored.Take(value);
        }
    }
}
