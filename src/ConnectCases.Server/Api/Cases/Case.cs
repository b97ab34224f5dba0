using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Merges;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Cases;

/// <summary>A case with its values. Each change also updates the values of system fields (behaviour.md 7).</summary>
internal sealed class Case : ITagged
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public required string CaseId { get; init; }

    public required string TemplateId { get; init; }

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    /// <summary>The role of the case in a running merge, or null.</summary>
    public MergeRole? MergeRole { get; set; }

    /// <summary>The same tags as rows that a search can find.</summary>
    public List<CaseTag> TagRows { get; init; } = [];

    public List<CaseValue> Values { get; init; } = [];

    public string? Status => TextOf(SystemFields.Status);

    /// <summary>The reference id, or null for a case that was created before reference ids existed.</summary>
    public string? ReferenceId => TextOf(SystemFields.ReferenceId);

    public bool IsClosed => Status == SystemFields.Closed;

    /// <summary>Creates a case that another database had, without its rows of values and tags.</summary>
    public static Case Restore(
        long domainKey, string caseId, string templateId, StoredJson<IReadOnlyDictionary<string, string>> tags) => new()
        {
            DomainKey = domainKey,
            CaseId = caseId,
            TemplateId = templateId,
            Tags = tags,
        };

    public static string ArnOf(Domain domain, string caseId) => $"{domain.Arn}/case/{caseId}";

    public string ArnIn(Domain domain) => ArnOf(domain, CaseId);

    public string? TextOf(string fieldId) => Values.Find(value => value.FieldId == fieldId)?.Text;

    public IReadOnlyList<FieldValue> ValuesOf(IEnumerable<string> fieldIds) =>
        [.. fieldIds.Select(id => Values.Find(value => value.FieldId == id)).OfType<CaseValue>().Select(value => value.ToContract())];

    public bool Has(string fieldId) => Values.Exists(value => value.FieldId == fieldId);

    public bool Holds(FieldValue value) =>
        Values.Exists(stored => stored.FieldId == value.Id && stored.ToUnion() == value.Value);

    /// <exception cref="ConflictException">The case is being merged into another case.</exception>
    public void EnsureMayChange()
    {
        if (MergeRole == Api.Merges.MergeRole.Secondary)
        {
            throw new ConflictException(
                Refusal.CaseMerging,
                $"Case '{CaseId}' is being merged into another case. The case cannot change until the merge is COMPLETED.",
                $"See GetMergeCasesStatus.",
                hintInMessage: true);
        }
    }

    /// <exception cref="ConflictException">The case is part of a running merge.</exception>
    public void EnsureMayBeDeleted()
    {
        EnsureMayChange();
        if (MergeRole == Api.Merges.MergeRole.Primary)
        {
            throw new ConflictException(
                Refusal.CaseMerging,
                $"Another case is being merged into case '{CaseId}'. Case '{CaseId}' cannot be deleted until the merge is COMPLETED.",
                $"See GetMergeCasesStatus of the secondary case.",
                hintInMessage: true);
        }
    }

    public void SetTags(Dictionary<string, string> tags)
    {
        Tags = TagSet.Of(tags);
        TagRows.RemoveAll(row => !tags.ContainsKey(row.Key));
        foreach (var (key, value) in tags)
        {
            if (TagRows.Find(row => row.Key == key) is { } known)
            {
                known.Value = value;
            }
            else
            {
                TagRows.Add(new CaseTag { DomainKey = DomainKey, Key = key, Value = value });
            }
        }
    }

    /// <summary>Sets the time of the next SLA breach. Returns the changed fields.</summary>
    public IReadOnlyList<AuditEventField> SetNextSlaBreach(DateTimeOffset? next)
    {
        var changes = new ChangeList(this);
        changes.Set(SystemFields.NextSlaBreachDateTime, next is { } time ? Instant(time) : FieldValueUnion.Empty);
        return changes;
    }

    /// <summary>
    /// Sets the first values of the case and the values that the service adds. Returns all set values as changes.
    /// </summary>
    public IReadOnlyList<AuditEventField> Initialize(IEnumerable<FieldValue> values, UserUnion? performedBy, DateTimeOffset now)
    {
        var changes = new ChangeList(this);
        changes.Set(SystemFields.CaseId, new(CaseId));
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

    /// <summary>
    /// Applies an update and returns the changed fields. An update without new values changes only the time of the last update.
    /// </summary>
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

    private static FieldValueUnion Instant(DateTimeOffset now) => new(TimestampConverter.Format8601(now));

    // The value of a User field is the ARN of a user. A custom entity has no such ARN, so the field becomes empty.
    private static FieldValueUnion User(UserUnion? performedBy) =>
        performedBy?.UserArn is { } arn ? new(UserArnValue: arn) : FieldValueUnion.Empty;

    /// <summary>Sets values and lists the changes, each with the old and the new value.</summary>
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

        /// <summary>Sets a value and always lists a change. Two updates within one millisecond set the same time.</summary>
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
            Values.Add(new CaseValue(DomainKey, fieldId, value));
        }
        else
        {
            stored.Set(value);
        }
    }
}

internal static class CaseTable
{
    private static readonly Func<CasesDbContext, long, string, Case?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string caseId) => db.Set<Case>().AsNoTracking()
            .FirstOrDefault(@case => @case.DomainKey == domainKey && @case.CaseId == caseId));

    private static readonly Func<CasesDbContext, long, IEnumerable<CaseValue>> ValuesOf = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey) => db.Set<CaseValue>().AsTracking().Where(value => value.CaseKey == caseKey));

    extension(CasesDbContext db)
    {
        public DbSet<Case> Cases => db.Set<Case>();

        public DbSet<CaseValue> CaseValues => db.Set<CaseValue>();

        public DbSet<CaseTag> CaseTags => db.Set<CaseTag>();

        /// <summary>
        /// Returns a case and its domain, without the values of the case. In a unit of work, locks the case exclusively and the
        /// configuration of the domain against changes.
        /// </summary>
        /// <exception cref="ResourceNotFoundException">The domain or the case does not exist.</exception>
        public CaseInDomain GetCase(Caller caller, string domainId, string caseId)
        {
            db.AcquireLocks(new StorageLock(domainId, Exclusive: false), new StorageLock(caseId, Exclusive: true));
            var domain = db.FindDomain(caller, domainId);
            return ById(db, domain.Key, caseId) is { } @case
                ? new(domain, @case)
                : throw MissingCase.Explain(db, domain, caseId);
        }

        /// <summary>Attaches the case and loads its values, so that changes to them are saved.</summary>
        public void AttachWithValues(Case @case)
        {
            db.Attach(@case);
            _ = ValuesOf(db, @case.Key).Count();
        }
    }
}

/// <summary>A case and its domain.</summary>
internal sealed record CaseInDomain(Domain Domain, Case Case);
