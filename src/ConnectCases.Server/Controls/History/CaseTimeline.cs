using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.History;

/// <summary>Returns a case as it was at a time, from its audit history (controls.md 6).</summary>
internal sealed class CaseTimeline(IStorage storage, WorldClocks clocks, IOptions<EmulatorOptions> options)
{
    /// <exception cref="ResourceNotFoundException">The domain or the case does not exist, or did not exist at the time.</exception>
    public CaseAtResponse Get(string domainId, string caseId, CaseAtRequest request)
    {
        using var read = storage.BeginRead();
        var db = read.Db;
        var world = WorldOfDomain.Find(db, request, domainId, options.Value);
        var (domain, @case) = db.GetCase(world, domainId, caseId);
        var now = clocks.Now(world.Account, world.Region);

        var (fields, items) = Present(db, @case);
        DateTimeOffset? at = request.At is { } text && Instants.TryParse(text, out var time) ? time : null;
        if (at is not null)
        {
            var key = @case.Key;
            var events = db.AuditRecords.Where(record => record.CaseKey == key).OrderBy(record => record.Sequence).ToList();
            EnsureExisted(@case, at.Value, CreationOf(events, fields));
            if (events.Exists(record => record.PerformedTime > at))
            {
                (fields, items) = (PastFields.At(events, fields, at.Value), PastItems.At(events, items, at.Value));
                PastItems.SetNextBreach(fields, items.Values);
            }
        }

        return new(
            domain.DomainId,
            @case.CaseId,
            @case.TemplateId,
            at < now ? at.Value : now,
            [.. fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => new FieldValue(field.Key, field.Value))],
            at is null ? @case.Tags : null,
            [.. items.Values.Select(item => new RelatedItemAt(item.Id, item.Type))]);
    }

    private static (Dictionary<string, FieldValueUnion> Fields, OrderedDictionary<string, PastItem> Items) Present(CasesDbContext db, Case @case)
    {
        var key = @case.Key;
        var fields = db.CaseValues.Where(value => value.CaseKey == key).AsEnumerable()
            .ToDictionary(value => value.FieldId, value => value.ToUnion());
        var rows = db.RelatedItems.Where(item => item.CaseKey == key).OrderBy(item => item.Sequence)
            .Select(item => new { item.RelatedItemId, item.Type, item.AssociationTime, item.SlaStatus, item.SlaTargetTime });
        var items = new OrderedDictionary<string, PastItem>();
        foreach (var row in rows)
        {
            items[row.RelatedItemId] = new(row.RelatedItemId, row.Type, row.AssociationTime, row.SlaStatus, row.SlaTargetTime);
        }

        return (fields, items);
    }

    private static DateTimeOffset? CreationOf(List<AuditRecord> events, Dictionary<string, FieldValueUnion> fields) =>
        events.Find(record => record.Type == AuditEventType.CaseCreated)?.PerformedTime
        ?? (Instants.TryParse(fields.GetValueOrDefault(SystemFields.CreatedDateTime)?.StringValue ?? "", out var created) ? created : null);

    private static void EnsureExisted(Case @case, DateTimeOffset at, DateTimeOffset? created)
    {
        if (at < created)
        {
            throw new ResourceNotFoundException(
                "Case",
                @case.CaseId,
                hint: $"It was created at {TimestampConverter.Format8601(created.Value)}.",
                message: $"Case '{@case.CaseId}' did not exist at {TimestampConverter.Format8601(at)}.",
                hintInMessage: true);
        }
    }
}
