using System.Globalization;
using System.Text;
using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Domains;
using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Events;

/// <summary>Adds an outgoing event for each change that the event configuration of the domain covers (behaviour.md 11).</summary>
internal sealed class Outbox(NewId newId, IOptions<EmulatorOptions> options) : ICaseChangeSink
{
    private const int MaxPayloadBytes = 256 * 1024;

    public static readonly IReadOnlyList<string> EventTypes =
    [
        "CASE.CREATED", "CASE.UPDATED", "CASE.DELETED", "RELATED_ITEM.CREATED", "RELATED_ITEM.UPDATED", "RELATED_ITEM.DELETED",
    ];

    public void Record(CasesDbContext unit, CaseCreated change, Actor actor) => Enqueue(
        unit, change, actor, "CASE.CREATED", (detail, configuration) => WithCase(unit, detail, change, change.Fields, configuration));

    public void Record(CasesDbContext unit, CaseUpdated change, Actor actor) => Enqueue(
        unit, change, actor, "CASE.UPDATED", (detail, configuration) => WithCase(unit, detail, change, change.Fields, configuration));

    public void Record(CasesDbContext unit, CaseMerged change, Actor actor)
    {
        // A merge has no event of its own (contract-delta.md 5). Its changes have the events of all changes.
    }

    public void Record(CasesDbContext unit, CaseDeleted change, Actor actor) => Enqueue(
        unit, change, actor, "CASE.DELETED", (detail, _) => detail with { Case = ToDeletedEvent(unit, change.Case) });

    public void Record(CasesDbContext unit, RelatedItemCreated change, Actor actor) => Enqueue(
        unit,
        change,
        actor,
        "RELATED_ITEM.CREATED",
        (detail, configuration) => detail with
        {
            ChangedAttributes = [.. AuditedAttributes.Of(change.Content).Select(attribute => attribute.EventPath)],
            RelatedItem = ToEvent(change.Case, change.Item, change.Content, configuration),
        },
        change.Item);

    public void Record(CasesDbContext unit, RelatedItemUpdated change, Actor actor) => Enqueue(
        unit,
        change,
        actor,
        "RELATED_ITEM.UPDATED",
        (detail, configuration) => detail with
        {
            ChangedAttributes = [.. change.Changes.Select(attribute => attribute.EventPath)],
            RelatedItem = ToEvent(change.Case, change.Item, change.Content, configuration),
        },
        change.Item);

    public void Record(CasesDbContext unit, RelatedItemDeleted change, Actor actor) => Enqueue(
        unit,
        change,
        actor,
        "RELATED_ITEM.DELETED",
        (detail, configuration) => detail with
        {
            RelatedItem = ToEvent(change.Case, change.Item, change.Item.ReadContent(), configuration),
        },
        change.Item);

    private static EventDetail WithCase(
        CasesDbContext unit,
        EventDetail detail,
        CaseChange change,
        IReadOnlyList<AuditEventField> fields,
        EventBridgeConfiguration configuration) => detail with
        {
            ChangedFieldIds = [.. fields.Select(field => field.EventFieldId).Distinct()],
            Case = ToEvent(unit, change.Domain, change.Case, configuration),
        };

    // The fields are in the order of the configuration, because databases return the values of a case in different orders.
    private static EventCase ToEvent(
        CasesDbContext unit, Domain domain, Case @case, EventBridgeConfiguration configuration)
    {
        var included = configuration.Without(FieldLookup.Deleted(unit, domain)).IncludedData?.CaseData?.Fields ?? [];
        var fields = included.Select(field => field.Id!).Distinct()
            .Select(id => @case.Values.Find(value => value.FieldId == id)).OfType<CaseValue>()
            .ToDictionary(value => value.FieldId, value => new EventFieldValue(value.ToUnion()));
        var created = @case.Values.Find(value => value.FieldId == SystemFields.CreatedDateTime)?.Text;
        return new(@case.CaseId, @case.TemplateId, created, fields);
    }

    // The values of the case are deleted next. The event contains only the ids and the creation time of the case.
    private static EventCase ToDeletedEvent(CasesDbContext unit, Case @case)
    {
        var created = unit.CaseValues
            .Where(value => value.CaseKey == @case.Key && value.FieldId == SystemFields.CreatedDateTime)
            .Select(value => value.Text).FirstOrDefault();
        return new(@case.CaseId, @case.TemplateId, created, new Dictionary<string, EventFieldValue>());
    }

    private EventRelatedItem ToEvent(
        Case @case, RelatedItem item, RelatedItemContent content, EventBridgeConfiguration configuration)
    {
        var included = configuration.IncludedData?.RelatedItemData?.IncludeContent == true ? content : null;
        return new(
            Spell(item.Type),
            item.RelatedItemId,
            @case.CaseId,
            item.AssociationTime,
            included?.Contact,
            included?.Comment,
            included?.File,
            included?.Sla,
            included?.ConnectCase,
            included?.Custom);
    }

    // AWS's sample uses the spelling of the API. A published consumer compares with lower case (behaviour.md 17, row 52).
    private string Spell(RelatedItemType type) => options.Value.EventRelatedItemTypes switch
    {
        EventSpelling.Api => $"{type}",
        EventSpelling.LowerCase => $"{type}".ToLowerInvariant(),
    };

    /// <param name="unit">The unit of work that makes the change.</param>
    /// <param name="change">The change.</param>
    /// <param name="actor">Who makes the change, and when.</param>
    /// <param name="eventType">One of <see cref="EventTypes"/>.</param>
    /// <param name="complete">Adds the changed members to the detail. Runs only if the domain has events enabled.</param>
    /// <param name="item">The changed related item, or null if the case itself changed.</param>
    private void Enqueue(
        CasesDbContext unit,
        CaseChange change,
        Actor actor,
        string eventType,
        Func<EventDetail, EventBridgeConfiguration, EventDetail> complete,
        RelatedItem? item = null)
    {
        var (domain, @case) = change;
        if (domain.ReadEventBridge() is not { Enabled: true } configuration)
        {
            return;
        }

        var detail = complete(
            new(Version: "0", eventType, actor.Time, new(actor.PerformedBy, actor.PrincipalArn)), configuration);

        // The lock keeps sequence numbers in commit order. A reader that continues after a number therefore misses no event.
        unit.LockExclusive("outbox");
        unit.Add(new CaseEvent
        {
            Account = domain.Account,
            Region = domain.Region,
            DomainId = domain.DomainId,
            CaseId = @case.CaseId,
            EventType = eventType,
            Envelope = Fit(new(
                Version: "0",
                newId(IdKind.Event),
                "Amazon Connect Cases Change",
                "aws.cases",
                domain.Account,
                actor.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                domain.Region,
                [domain.Arn, item?.ArnIn(domain, @case) ?? @case.ArnIn(domain)],
                detail)),
        });
    }

    /// <summary>Removes the included data from an event that is larger than EventBridge accepts.</summary>
    private static StoredJson<EventEnvelope> Fit(EventEnvelope envelope)
    {
        var stored = StoredJson.From(envelope, EventJson.Wire.EventEnvelope);
        return Encoding.UTF8.GetByteCount(stored.Json) < MaxPayloadBytes
            ? stored
            : StoredJson.From(envelope with { Detail = envelope.Detail.WithoutIncludedData() }, EventJson.Wire.EventEnvelope);
    }
}
