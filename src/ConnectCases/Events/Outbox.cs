using System.Globalization;
using System.Text;
using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.EventConfiguration;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using Microsoft.Extensions.Options;

namespace ConnectCases.Events;

/// <summary>
/// Leaves an event for each change that the domain's event configuration covers, in the unit of work that makes the change
/// (behaviour.md 11).
/// </summary>
internal sealed class Outbox(Caller caller, NewId newId, IOptions<EmulatorOptions> options)
{
    private const int LargestPayload = 256 * 1024;

    public static readonly IReadOnlyList<string> EventTypes =
    [
        "CASE.CREATED", "CASE.UPDATED", "CASE.DELETED", "RELATED_ITEM.CREATED", "RELATED_ITEM.UPDATED", "RELATED_ITEM.DELETED",
    ];

    public void CaseCreated(
        CasesDbContext db,
        Domain domain,
        Case @case,
        IReadOnlyList<AuditEventField> changes,
        UserUnion? performedBy,
        DateTimeOffset now) =>
        EnqueueCase(db, domain, "CASE.CREATED", @case, changes, performedBy, now);

    public void CaseUpdated(
        CasesDbContext db,
        Domain domain,
        Case @case,
        IReadOnlyList<AuditEventField> changes,
        UserUnion? performedBy,
        DateTimeOffset now) =>
        EnqueueCase(db, domain, "CASE.UPDATED", @case, changes, performedBy, now);

    /// <summary>Nothing has a value any more; what is left to tell are ids and the time of creation.</summary>
    public void CaseDeleted(CasesDbContext db, Domain domain, Case @case, DateTimeOffset now)
    {
        if (Configured(domain) is not null)
        {
            var created = db.CaseValues
                .Where(value => value.CaseKey == @case.Key && value.FieldId == SystemFields.CreatedDateTime)
                .Select(value => value.Text).FirstOrDefault();
            Enqueue(db, domain, @case.CaseId, @case.ArnIn(domain), Detail("CASE.DELETED", performedBy: null, now) with
            {
                Case = new(@case.CaseId, @case.TemplateId, created, new Dictionary<string, EventFieldValue>()),
            });
        }
    }

    public void RelatedItemCreated(
        CasesDbContext db,
        Domain domain,
        Case @case,
        RelatedItem item,
        RelatedItemContent content,
        UserUnion? performedBy,
        DateTimeOffset now) =>
        EnqueueRelatedItem(
            db,
            domain,
            "RELATED_ITEM.CREATED",
            @case,
            item,
            content,
            () => [.. ContentFacts.Of(content).Select(fact => fact.EventPath)],
            performedBy,
            now);

    public void RelatedItemUpdated(
        CasesDbContext db,
        Domain domain,
        Case @case,
        RelatedItem item,
        RelatedItemContent content,
        IReadOnlyList<ContentChange> changes,
        UserUnion? performedBy,
        DateTimeOffset now) =>
        EnqueueRelatedItem(
            db,
            domain,
            "RELATED_ITEM.UPDATED",
            @case,
            item,
            content,
            () => [.. changes.Select(change => change.EventPath)],
            performedBy,
            now);

    public void RelatedItemDeleted(
        CasesDbContext db, Domain domain, Case @case, RelatedItem item, RelatedItemContent content, DateTimeOffset now) =>
        EnqueueRelatedItem(
            db, domain, "RELATED_ITEM.DELETED", @case, item, content, changedAttributes: null, performedBy: null, now);

    private static EventBridgeConfiguration? Configured(Domain domain) =>
        domain.EventBridge?.Read() is { Enabled: true } configuration ? configuration : null;

    private EventDetail Detail(string eventType, UserUnion? performedBy, DateTimeOffset now) =>
        new(Version: "0", eventType, now, new(performedBy, caller.PrincipalArn));

    private void EnqueueCase(
        CasesDbContext db,
        Domain domain,
        string eventType,
        Case @case,
        IReadOnlyList<AuditEventField> changes,
        UserUnion? performedBy,
        DateTimeOffset now)
    {
        if (Configured(domain) is not { } configuration)
        {
            return;
        }

        // In the order of the configuration: each database has an order of its own for the values of a case.
        var included = configuration.Without(FieldReferences.Deleted(db, domain)).IncludedData?.CaseData?.Fields ?? [];
        var fields = included.Select(field => field.Id!).Distinct()
            .Select(id => @case.Values.Find(value => value.FieldId == id)).OfType<CaseValue>()
            .ToDictionary(value => value.FieldId, value => new EventFieldValue(value.ToUnion()));
        var created = @case.Values.Find(value => value.FieldId == SystemFields.CreatedDateTime)?.Text;
        Enqueue(db, domain, @case.CaseId, @case.ArnIn(domain), Detail(eventType, performedBy, now) with
        {
            ChangedFieldIds = [.. changes.Select(change => change.EventFieldId).Distinct()],
            Case = new(@case.CaseId, @case.TemplateId, created, fields),
        });
    }

    private void EnqueueRelatedItem(
        CasesDbContext db,
        Domain domain,
        string eventType,
        Case @case,
        RelatedItem item,
        RelatedItemContent content,
        Func<IReadOnlyList<string>>? changedAttributes,
        UserUnion? performedBy,
        DateTimeOffset now)
    {
        if (Configured(domain) is not { } configuration)
        {
            return;
        }

        var shown = configuration.IncludedData?.RelatedItemData?.IncludeContent == true ? content : null;
        Enqueue(db, domain, @case.CaseId, item.ArnIn(domain, @case), Detail(eventType, performedBy, now) with
        {
            ChangedAttributes = changedAttributes?.Invoke(),
            RelatedItem = new(
                Spelled(item.Type),
                item.RelatedItemId,
                @case.CaseId,
                item.AssociationTime,
                shown?.Contact,
                shown?.Comment,
                shown?.File,
                shown?.Sla,
                shown?.ConnectCase,
                shown?.Custom),
        });
    }

    // AWS's sample has the spelling of the API, a published consumer compares with lower case (behaviour.md 17, row 52).
    private string Spelled(RelatedItemType type) => options.Value.EventRelatedItemTypes switch
    {
        EventSpelling.Api => $"{type}",
        EventSpelling.LowerCase => $"{type}".ToLowerInvariant(),
    };

    private void Enqueue(CasesDbContext db, Domain domain, string caseId, string resourceArn, EventDetail detail)
    {
        // Events stand in the order of commits, so that who reads on after one misses none.
        db.Hold("outbox");
        db.Add(new CaseEvent
        {
            DomainId = domain.DomainId,
            CaseId = caseId,
            EventType = detail.EventType,
            Envelope = Fitted(new(
                Version: "0",
                newId(),
                "Amazon Connect Cases Change",
                "aws.cases",
                domain.Account,
                detail.ApproximateChangeTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                domain.Region,
                [domain.Arn, resourceArn],
                detail)),
        });
    }

    /// <summary>An event that is larger than EventBridge takes leaves without the data that its configuration includes.</summary>
    private static StoredJson<EventEnvelope> Fitted(EventEnvelope envelope)
    {
        var stored = StoredJson<EventEnvelope>.From(envelope);
        return Encoding.UTF8.GetByteCount(stored.Json) < LargestPayload
            ? stored
            : StoredJson<EventEnvelope>.From(envelope with { Detail = envelope.Detail.WithoutIncludedData() });
    }
}
