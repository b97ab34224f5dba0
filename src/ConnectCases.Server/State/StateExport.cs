using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.Merges;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Events;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.State;

/// <summary>
/// Reads the state of worlds as the lines of a state document. The context must be in a transaction, so that all lines belong to one
/// moment. Only the keys of one table are in the memory at the same time, 8 bytes for each row.
/// </summary>
internal sealed class StateExport(CasesDbContext db, IWorldRequest world)
{
    private const int ChunkSize = 500;

    public IEnumerable<StateLine> Read()
    {
        var domains = world.Of(db.Domains, domain => domain.Account, domain => domain.Region)
            .Where(domain => domain.DeletedTime == null).AsNoTracking().OrderBy(domain => domain.Key).ToList();
        return domains.SelectMany(ReadDomain).Concat(ReadEvents()).Concat(ReadClocks());
    }

    private IEnumerable<StateLine> ReadDomain(Domain domain)
    {
        yield return new(Domain: new(domain.DomainId, domain.Account, domain.Region, domain.Name, domain.CreatedTime, domain.Tags));
        if (domain.EventBridge is { } events)
        {
            yield return new(EventConfiguration: new(events));
        }

        var key = domain.Key;
        var cases = db.Cases.Where(@case => @case.DomainKey == key).Select(@case => @case.Key).ToArray();
        Array.Sort(cases);
        IEnumerable<StateLine>[] parts =
        [
            ReadFields(key),
            Of(db.Layouts, key).Select(layout => new StateLine(Layout: new(
                layout.LayoutId, layout.Name, layout.Content, layout.Tags, layout.Deleted, layout.CreatedTime, layout.LastModifiedTime))),
            Of(db.CaseRules, key).Select(rule => new StateLine(CaseRule: new(
                rule.CaseRuleId,
                rule.Name,
                rule.Rule,
                rule.Tags,
                rule.Deleted,
                rule.CreatedTime,
                rule.LastModifiedTime,
                rule.Description))),
            Of(db.Templates, key).Select(template => new StateLine(Template: new(
                template.TemplateId,
                template.Name,
                template.Status,
                template.RequiredFields,
                template.Rules,
                template.Tags,
                template.Deleted,
                template.CreatedTime,
                template.LastModifiedTime,
                template.Description,
                template.DefaultLayout,
                template.TagPropagationConfigurations))),
            cases.Chunk(ChunkSize).SelectMany(ReadCases),
            db.DeletedCases.Where(deleted => deleted.DomainKey == key).OrderBy(deleted => deleted.CaseId).AsNoTracking().AsEnumerable()
                .Select(deleted => new StateLine(DeletedCase: new(deleted.CaseId, deleted.DeletedTime, deleted.RequestId))),
            ReadRelatedItems(key),
            cases.Chunk(ChunkSize).SelectMany(ReadAuditEvents),
            ReadMerges(key),
            db.IdempotencyRecords.Where(record => record.DomainKey == key).OrderBy(record => record.Token).AsNoTracking().AsEnumerable()
                .Select(record => new StateLine(ClientToken: new(
                    record.Token, record.Parameters, record.ResultId, record.CreatedTime))),
            db.SeedResources.Where(resource => resource.DomainKey == key).OrderBy(resource => resource.Path).AsNoTracking().AsEnumerable()
                .Select(resource => new StateLine(SeedResource: new(resource.Path, resource.ResourceId))),
        ];
        foreach (var line in parts.SelectMany(part => part))
        {
            yield return line;
        }
    }

    private static IEnumerable<TResource> Of<TResource>(DbSet<TResource> resources, long domainKey)
        where TResource : DomainResource =>
        resources.Where(resource => resource.DomainKey == domainKey).OrderBy(resource => resource.Key).AsNoTracking().AsEnumerable();

    private IEnumerable<StateLine> ReadFields(long domainKey)
    {
        foreach (var field in Of(db.Fields, domainKey).ToList())
        {
            yield return new(Field: new(
                field.FieldId,
                field.Name,
                field.Type,
                field.Namespace,
                field.Tags,
                field.Deleted,
                field.CreatedTime,
                field.LastModifiedTime,
                field.Description,
                field.IsMultiline));
            var options = db.SelectOptions.Where(option => option.FieldKey == field.Key).OrderBy(option => option.Key).AsNoTracking().ToList();
            if (options.Count > 0)
            {
                yield return new(Options: new(field.FieldId, [.. options.Select(option => option.ToContract())]));
            }
        }
    }

    private IEnumerable<StateLine> ReadCases(long[] keys)
    {
        var values = db.CaseValues.Where(value => keys.Contains(value.CaseKey)).AsNoTracking().ToLookup(value => value.CaseKey);
        return db.Cases.Where(@case => keys.Contains(@case.Key)).OrderBy(@case => @case.Key).AsNoTracking().AsEnumerable()
            .Select(@case => new StateLine(Case: new(
                @case.CaseId,
                @case.TemplateId,
                [.. values[@case.Key].OrderBy(value => value.FieldId, StringComparer.Ordinal).Select(value => value.ToContract())],
                @case.Tags)));
    }

    // The items of all cases are in one order, because SearchAllRelatedItems shows items of the same time in this order.
    private IEnumerable<StateLine> ReadRelatedItems(long domainKey)
    {
        var sequences = db.RelatedItems.Where(item => item.DomainKey == domainKey).Select(item => item.Sequence).ToArray();
        Array.Sort(sequences);
        return sequences.Chunk(ChunkSize).SelectMany(chunk =>
        {
            var items = db.RelatedItems.Where(item => chunk.Contains(item.Sequence)).OrderBy(item => item.Sequence).AsNoTracking().ToList();
            var caseIds = CaseIds(items.Select(item => item.CaseKey));
            return items.Select(item => new StateLine(RelatedItem: new(
                caseIds[item.CaseKey],
                item.RelatedItemId,
                item.Type,
                item.AssociationTime,
                item.Content,
                item.Tags,
                item.PerformedBy,
                item.LastUpdatedUser)));
        });
    }

    private IEnumerable<StateLine> ReadAuditEvents(long[] caseKeys)
    {
        var caseIds = CaseIds(caseKeys);
        return db.AuditRecords.Where(record => caseKeys.Contains(record.CaseKey))
            .OrderBy(record => record.CaseKey).ThenBy(record => record.Sequence).AsNoTracking().AsEnumerable()
            .Select(record => new StateLine(AuditEvent: new(
                caseIds[record.CaseKey],
                record.EventId,
                record.Type,
                record.PerformedTime,
                record.Fields,
                record.IamPrincipalArn,
                record.RelatedItemType,
                record.User,
                record.MergeMetadata)));
    }

    private IEnumerable<StateLine> ReadMerges(long domainKey) =>
        db.Merges.Where(merge => merge.DomainKey == domainKey).OrderBy(merge => merge.Key).AsNoTracking().AsEnumerable()
            .Select(merge => new StateLine(Merge: new(
                merge.MergeEventId,
                merge.PrimaryCaseId,
                merge.SecondaryCaseId,
                merge.ReadFieldIds(),
                merge.ReadItemTypes(),
                merge.DueTime,
                merge.CompletedTime)));

    private IEnumerable<StateLine> ReadEvents()
    {
        var sequences = world.Of(db.Events, row => row.Account, row => row.Region).Select(row => row.Sequence).ToArray();
        Array.Sort(sequences);
        return sequences.Chunk(ChunkSize).SelectMany(chunk => db.Events
            .Where(row => chunk.Contains(row.Sequence)).OrderBy(row => row.Sequence).AsNoTracking().AsEnumerable()
            .Select(row => new StateLine(Event: new(
                row.Account, row.Region, row.DomainId, row.CaseId, row.EventType, row.Envelope))));
    }

    // The clock of all worlds comes first, then the clocks of accounts. A later clock is more specific.
    private IEnumerable<StateLine> ReadClocks() =>
        world.Of(db.Clocks, clock => clock.Account, clock => clock.Region).AsNoTracking().AsEnumerable()
            .OrderBy(clock => clock.Account, StringComparer.Ordinal).ThenBy(clock => clock.Region, StringComparer.Ordinal)
            .Select(clock => new StateLine(Clock: new(
                clock.Account.Length > 0 ? clock.Account : null,
                clock.Region.Length > 0 ? clock.Region : null,
                clock.FrozenTime,
                clock.FrozenTime is null ? Durations.Format(TimeSpan.FromTicks(clock.Offset)) : null)));

    private Dictionary<long, string> CaseIds(IEnumerable<long> caseKeys)
    {
        var keys = caseKeys.Distinct().ToArray();
        return db.Cases.Where(@case => keys.Contains(@case.Key)).Select(@case => new { @case.Key, @case.CaseId })
            .ToDictionary(@case => @case.Key, @case => @case.CaseId);
    }
}
