using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Benchmarks.Storage;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>
/// Writes the rows that CreateCase and CreateRelatedItem would write. Only this file of the benchmarks knows tables and
/// columns. The entities of the emulator create the contents.
/// </summary>
internal sealed class CaseTables(RawDatabase database, SampleData data, SampleDomain domain) : IDisposable
{
    /// <summary>The tables that this class fills.</summary>
    public static readonly string[] Names = ["Cases", "CaseValues", "RelatedItems", "AuditEvents"];

    private const int CaseIds = 1;
    private const int EventIds = 2;
    private const int ItemIds = 10_000;
    private const int ItemEventIds = 20_000;
    private const string PrincipalArn = "arn:aws:iam::123456789012:role/emulator";

    private readonly Statement insertCase = Insert(database, "Cases", "Key", "DomainKey", "CaseId", "TemplateId", "Tags");

    private readonly Statement insertValue = Insert(
        database, "CaseValues", "CaseKey", "FieldId", "Kind", "Text", "Number", "DomainKey", "Folded", "SortText", "Words");

    private readonly Statement insertItem = Insert(
        database, "RelatedItems", "CaseKey", "DomainKey", "RelatedItemId", "Type", "AssociationTime", "Content", "Tags");

    private readonly Statement insertEvent = Insert(
        database, "AuditEvents", "CaseKey", "EventId", "Type", "RelatedItemType", "PerformedTime", "Fields", "IamPrincipalArn");

    private readonly long domainKey = database.Query(
        $"SELECT Key FROM Domains WHERE DomainId = '{domain.DomainId}'", row => row.Long(0))[0];

    public static string CaseId(SampleData data, int index) => data.Id(index, CaseIds);

    /// <summary>Adds the case with this index, its items and its audit events.</summary>
    public void Add(int index)
    {
        var (key, created) = (index + 1, data.CreatedTime(index));

        // The entity has no key, so it is a new case. All its values are changes without an old value.
        var @case = new Case { DomainKey = domainKey, CaseId = CaseId(data, index), TemplateId = domain.TemplateId };
        var changes = @case.Initialize(
            [
                new(SystemFields.ReferenceNumber, new(SampleData.ReferenceNumber(index))),
                new(SystemFields.ReferenceId, new(SampleData.ReferenceId(index))),
                .. data.Values(index, domain.FieldIds),
            ],
            performedBy: null,
            created);

        insertCase.Bind(1, key).Bind(2, domainKey).Bind(3, @case.CaseId).Bind(4, @case.TemplateId).Bind(5, @case.Tags.Json).Execute();
        @case.Values.ForEach(value => AddValue(key, value));
        AddEvent(key, data.Id(index, EventIds), AuditEventType.CaseCreated, null, created, changes);
        for (var item = 0; item < data.ItemCount(index); item++)
        {
            AddComment(key, index, item, created.AddSeconds(30 * (item + 1)));
        }
    }

    public void Dispose()
    {
        insertCase.Dispose();
        insertValue.Dispose();
        insertItem.Dispose();
        insertEvent.Dispose();
    }

    private static Statement Insert(RawDatabase database, string table, params string[] columns) => database.Prepare(
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})");

    private void AddValue(long caseKey, CaseValue value) => insertValue
        .Bind(1, caseKey).Bind(2, value.FieldId).Bind(3, (long)value.Kind).Bind(4, value.Text).Bind(5, value.Number)
        .Bind(6, domainKey).Bind(7, value.Folded).Bind(8, value.SortText).Bind(9, value.Words).Execute();

    private void AddComment(long caseKey, int index, int number, DateTimeOffset time)
    {
        var itemId = data.Id(index, ItemIds + number);
        var content = new RelatedItemContent(Comment: new(SampleData.Comment(index, number), CommentBodyTextType.TextPlain));
        insertItem.Bind(1, caseKey).Bind(2, domainKey).Bind(3, itemId).Bind(4, nameof(RelatedItemType.Comment))
            .Bind(5, time.UtcTicks).Bind(6, StoredJson.From(content, RelatedItemJson.Wire.RelatedItemContent).Json).Bind(7, "{}").Execute();

        var facts = AuditedAttributes.Of(content).Select(fact => new AuditEventField(fact.AuditName, null, fact.Value));
        AddEvent(
            caseKey,
            data.Id(index, ItemEventIds + number),
            AuditEventType.RelatedItemCreated,
            nameof(RelatedItemType.Comment),
            time,
            [new AuditEventField("relatedItemId", null, new(itemId)), .. facts]);
    }

    private void AddEvent(
        long caseKey,
        string eventId,
        AuditEventType type,
        string? itemType,
        DateTimeOffset time,
        IReadOnlyList<AuditEventField> fields) => insertEvent
            .Bind(1, caseKey).Bind(2, eventId).Bind(3, type.ToString()).Bind(4, itemType).Bind(5, time.UtcTicks)
            .Bind(6, StoredJson.From(fields, AuditEventJson.Wire.IReadOnlyListAuditEventField).Json).Bind(7, PrincipalArn).Execute();
}
