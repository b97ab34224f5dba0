using System.Globalization;
using System.Text;
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

    public void Record(CasesDbContext unit, CaseChange change, Actor actor)
    {
        if (change.Domain.ReadEventBridge() is not { Enabled: true } configuration)
        {
            return;
        }

        var (domain, @case) = (change.Domain, change.Case);
        var detail = change switch
        {
            CaseCreated created => Detail("CASE.CREATED", actor) with
            {
                ChangedFieldIds = [.. created.Fields.Select(field => field.EventFieldId).Distinct()],
                Case = ToEvent(unit, domain, @case, configuration),
            },
            CaseUpdated updated => Detail("CASE.UPDATED", actor) with
            {
                ChangedFieldIds = [.. updated.Fields.Select(field => field.EventFieldId).Distinct()],
                Case = ToEvent(unit, domain, @case, configuration),
            },
            CaseDeleted => Detail("CASE.DELETED", actor) with { Case = ToDeletedEvent(unit, @case) },
            RelatedItemCreated { Item: var item, Content: var content } => Detail("RELATED_ITEM.CREATED", actor) with
            {
                ChangedAttributes = [.. AuditedAttributes.Of(content).Select(attribute => attribute.EventPath)],
                RelatedItem = ToEvent(@case, item, content, configuration),
            },
            RelatedItemUpdated { Item: var item, Content: var content, Changes: var changes } =>
                Detail("RELATED_ITEM.UPDATED", actor) with
                {
                    ChangedAttributes = [.. changes.Select(attribute => attribute.EventPath)],
                    RelatedItem = ToEvent(@case, item, content, configuration),
                },
            RelatedItemDeleted { Item: var item } => Detail("RELATED_ITEM.DELETED", actor) with
            {
                RelatedItem = ToEvent(@case, item, item.ReadContent(), configuration),
            },
            _ => throw new InvalidOperationException($"{change.GetType().Name} has no event type."),
        };
        Enqueue(unit, domain, @case, ResourceArn(change), detail);
    }

    private static string ResourceArn(CaseChange change) => change switch
    {
        RelatedItemCreated { Item: var item } => item.ArnIn(change.Domain, change.Case),
        RelatedItemUpdated { Item: var item } => item.ArnIn(change.Domain, change.Case),
        RelatedItemDeleted { Item: var item } => item.ArnIn(change.Domain, change.Case),
        _ => change.Case.ArnIn(change.Domain),
    };

    private static EventDetail Detail(string eventType, Actor actor) =>
        new(Version: "0", eventType, actor.Time, new(actor.PerformedBy, actor.PrincipalArn));

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

    private void Enqueue(CasesDbContext unit, Domain domain, Case @case, string resourceArn, EventDetail detail)
    {
        // The lock keeps sequence numbers in commit order. A reader that continues after a number therefore misses no event.
        unit.LockExclusive("outbox");
        unit.Add(new CaseEvent
        {
            DomainId = domain.DomainId,
            CaseId = @case.CaseId,
            EventType = detail.EventType,
            Envelope = Fit(new(
                Version: "0",
                newId(IdKind.Event),
                "Amazon Connect Cases Change",
                "aws.cases",
                domain.Account,
                detail.ApproximateChangeTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                domain.Region,
                [domain.Arn, resourceArn],
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
