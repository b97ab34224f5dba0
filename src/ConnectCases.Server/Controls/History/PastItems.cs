using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Controls.History;

/// <summary>A related item of a case at a time.</summary>
internal sealed record PastItem(
    string Id, RelatedItemType Type, DateTimeOffset AssociationTime, SlaStatus? SlaStatus = null, DateTimeOffset? SlaTargetTime = null);

/// <summary>Returns the related items of a case at a time.</summary>
internal static class PastItems
{
    /// <summary>
    /// Repeats the events until the time, in the order of their commits. An item that no event names has been on the case since its
    /// association.
    /// </summary>
    /// <param name="events">The audit events of the case, in the order of their commits.</param>
    /// <param name="present">The present items.</param>
    /// <param name="at">The time.</param>
    public static OrderedDictionary<string, PastItem> At(
        IEnumerable<AuditRecord> events, OrderedDictionary<string, PastItem> present, DateTimeOffset at)
    {
        var changes = events.Where(record => record.RelatedItemType is not null).Select(record => new ItemChange(record)).ToList();
        var recorded = changes.Where(change => change.IsCreation).Select(change => change.ItemId).ToHashSet();
        var items = new OrderedDictionary<string, PastItem>();
        foreach (var item in present.Values.Where(item => !recorded.Contains(item.Id) && item.AssociationTime <= at))
        {
            items[item.Id] = item;
        }

        foreach (var change in changes.Where(change => change.Time <= at))
        {
            change.Apply(items);
        }

        return items;
    }

    /// <summary>
    /// Sets the field that depends on the SLAs. The audit events of cases do not have all changes of this field: a new SLA changes the
    /// field too.
    /// </summary>
    public static void SetNextBreach(Dictionary<string, FieldValueUnion> fields, IEnumerable<PastItem> items)
    {
        fields.Remove(SystemFields.NextSlaBreachDateTime);
        if (items.Where(item => item.SlaStatus == SlaStatus.Active).Min(item => item.SlaTargetTime) is { } next)
        {
            fields[SystemFields.NextSlaBreachDateTime] = new(TimestampConverter.Format8601(next));
        }
    }

    private sealed class ItemChange(AuditRecord record)
    {
        private readonly Dictionary<string, AuditEventField> fields = record.Fields
            .Read(AuditEventJson.Wire.IReadOnlyListAuditEventField)
            .DistinctBy(field => field.EventFieldId).ToDictionary(field => field.EventFieldId);

        public DateTimeOffset Time => record.PerformedTime;

        public bool IsCreation => record.Type == AuditEventType.RelatedItemCreated;

        public string? ItemId => New("relatedItemId") ?? fields.GetValueOrDefault("relatedItemId")?.OldValue?.StringValue;

        private SlaStatus? Status => New("slaStatus") is { } name ? WireEnum<SlaStatus>.Find(name) : null;

        private DateTimeOffset? TargetTime => Instants.TryParse(New("slaTargetTime") ?? "", out var time) ? time : null;

        public void Apply(OrderedDictionary<string, PastItem> items)
        {
            if (ItemId is not { } id)
            {
                return;
            }

            if (record.Type == AuditEventType.RelatedItemDeleted)
            {
                items.Remove(id);
            }
            else if (IsCreation)
            {
                items[id] = new(id, record.RelatedItemType!.Value, record.PerformedTime, Status, TargetTime);
            }
            else if (Status is { } status && items.TryGetValue(id, out var item))
            {
                items[id] = item with { SlaStatus = status };
            }
        }

        private string? New(string attribute) => fields.GetValueOrDefault(attribute)?.NewValue.StringValue;
    }
}
