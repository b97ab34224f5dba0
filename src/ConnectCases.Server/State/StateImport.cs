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
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.State;

/// <summary>
/// Adds the resources of a checked state document in a unit of work. The worlds of the document must be empty. Rows are saved in
/// batches, so that the memory does not grow with the document.
/// </summary>
/// <param name="unit">The unit of work.</param>
/// <param name="target">Where the resources go.</param>
internal sealed class StateImport(CasesDbContext unit, ImportTarget target)
{
    private const int BatchSize = 500;
    private const long MaxBatchBytes = 4 * 1024 * 1024;

    private readonly List<NumberedLine> batch = [];
    private DomainLine source = null!;
    private Domain domain = null!;
    private Field? field;
    private long batchBytes;

    /// <exception cref="DocumentException">A case occurs twice or does not exist. The message names the line.</exception>
    public void Run(IEnumerable<NumberedLine> lines) => unit.RunImport(() => Insert(lines));

    private void Insert(IEnumerable<NumberedLine> lines)
    {
        foreach (var line in lines)
        {
            // Lines of one batch have the same kind, because later kinds refer to the saved rows of earlier kinds.
            if (batch.Count > 0 && (batch.Count == BatchSize || batchBytes > MaxBatchBytes || StateKinds.Of(batch[0].Line) != StateKinds.Of(line.Line)))
            {
                Save();
            }

            batch.Add(line);
            batchBytes += line.Size;
        }

        Save();
    }

    private void Save()
    {
        switch (batch)
        {
            case [{ Line.Case: not null }, ..]:
                EnsureNew("caseId", line => line.Case!.CaseId, ids => unit.Cases
                    .Where(@case => @case.DomainKey == domain.Key && ids.Contains(@case.CaseId)).Select(@case => @case.CaseId));
                InsertCases();
                break;
            case [{ Line.RelatedItem: not null }, ..]:
                InsertRelatedItems();
                break;
            case [{ Line.AuditEvent: not null }, ..]:
                var audited = FindCases(line => line.AuditEvent!.CaseId);
                EnsureNewInCases("eventId", audited, line => (line.AuditEvent!.CaseId, line.AuditEvent.EventId), (keys, ids) => unit.AuditRecords
                    .Where(record => keys.Contains(record.CaseKey) && ids.Contains(record.EventId))
                    .Select(record => new IdInCase(record.CaseKey, record.EventId)));
                InsertAll(line => ToAuditRecord(line.AuditEvent!, audited[line.AuditEvent!.CaseId]));
                break;
            case [{ Line.Merge: not null }, ..]:
                AddMerges();
                break;
            case [{ Line.DeletedCase: not null }, ..]:
                EnsureNew("caseId", line => line.DeletedCase!.CaseId, ids => unit.DeletedCases
                    .Where(deleted => deleted.DomainKey == domain.Key && ids.Contains(deleted.CaseId)).Select(deleted => deleted.CaseId));
                InsertAll(line => ToDeletedCase(line.DeletedCase!));
                break;
            case [{ Line.ClientToken: not null }, ..]:
                EnsureNew("clientToken", line => line.ClientToken!.ClientToken, tokens => unit.IdempotencyRecords
                    .Where(record => record.DomainKey == domain.Key && tokens.Contains(record.Token)).Select(record => record.Token));
                InsertAll(line => ToIdempotencyRecord(line.ClientToken!));
                break;
            case [{ Line.SeedResource: not null }, ..]:
                EnsureNew("path", line => line.SeedResource!.Path, paths => unit.SeedResources
                    .Where(seeded => seeded.DomainKey == domain.Key && paths.Contains(seeded.Path)).Select(seeded => seeded.Path));
                InsertAll(line => new SeedResource
                {
                    DomainKey = domain.Key,
                    Path = line.SeedResource!.Path,
                    ResourceId = line.SeedResource.ResourceId,
                });
                break;
            case [{ Line.Event: not null }, ..]:
                // The lock keeps sequence numbers in commit order, as in the outbox.
                unit.LockExclusive("outbox");
                InsertAll(line => target.Move(line.Event!));
                break;
            default:
                batch.ForEach(line => AddConfiguration(line.Line));
                break;
        }

        unit.SaveChanges();
        batch.Clear();
        batchBytes = 0;
        unit.ChangeTracker.Clear();
    }

    private void InsertAll<TRow>(Func<StateLine, TRow> toRow)
        where TRow : class =>
        unit.InsertAll(batch.ConvertAll(line => toRow(line.Line)));

    // A domain and a field are saved alone. Their keys belong to the rows of the next lines.
    private void AddConfiguration(StateLine line)
    {
        switch (line)
        {
            case { Domain: { } added }:
                source = added;
                domain = target.Move(added);
                unit.Add(domain);
                unit.SaveChanges();
                break;
            case { EventConfiguration: { } configuration }:
                unit.Attach(domain).Entity.EventBridge = configuration.EventBridge;
                break;
            case { Field: { } added }:
                field = ToField(added);
                unit.Add(field);
                break;
            case { Options: { } options }:
                unit.Attach(field!);
                field!.Options.AddRange(options.Options.Select(option => SelectOption.Create(option.Name!, option.Value!, option.Active!.Value)));
                break;
            case { Layout: { } layout }:
                AddResource(ToLayout(layout), layout.Tags);
                break;
            case { CaseRule: { } rule }:
                AddResource(ToRule(rule), rule.Tags);
                break;
            case { Template: { } template }:
                AddResource(ToTemplate(template), template.Tags);
                break;
            case { Clock: { } clock }:
                SetClock(clock);
                break;
        }
    }

    private void AddResource<TResource>(TResource resource, StoredJson<IReadOnlyDictionary<string, string>> tags)
        where TResource : DomainResource
    {
        resource.SetTags(TagsOf(tags));
        unit.Add(resource);
    }

    private Field ToField(FieldLine line)
    {
        var added = new Field
        {
            DomainKey = domain.Key,
            FieldId = line.FieldId,
            Name = line.Name,
            Type = line.Type,
            Namespace = line.Namespace,
            Description = line.Description,
            IsMultiline = line.IsMultiline,
            Deleted = line.Deleted,
            CreatedTime = line.CreatedTime,
            LastModifiedTime = line.LastModifiedTime,
        };
        added.SetTags(TagsOf(line.Tags));
        return added;
    }

    private Layout ToLayout(LayoutLine line) => new()
    {
        DomainKey = domain.Key,
        LayoutId = line.LayoutId,
        Name = line.Name,
        Content = line.Content,
        Deleted = line.Deleted,
        CreatedTime = line.CreatedTime,
        LastModifiedTime = line.LastModifiedTime,
    };

    private CaseRule ToRule(CaseRuleLine line) => new()
    {
        DomainKey = domain.Key,
        CaseRuleId = line.CaseRuleId,
        Name = line.Name,
        Description = line.Description,
        Rule = line.Rule,
        RuleType = line.Rule.Read(CaseRuleJson.Wire.CaseRuleDetails).RuleType,
        Deleted = line.Deleted,
        CreatedTime = line.CreatedTime,
        LastModifiedTime = line.LastModifiedTime,
    };

    private Template ToTemplate(TemplateLine line) => new()
    {
        DomainKey = domain.Key,
        TemplateId = line.TemplateId,
        Name = line.Name,
        Description = line.Description,
        DefaultLayout = line.DefaultLayout,
        Status = line.Status,
        RequiredFields = line.RequiredFields,
        Rules = line.Rules,
        TagPropagationConfigurations = line.TagPropagationConfigurations,
        Deleted = line.Deleted,
        CreatedTime = line.CreatedTime,
        LastModifiedTime = line.LastModifiedTime,
    };

    private void InsertCases()
    {
        var lines = batch.ConvertAll(line => line.Line.Case!);
        var keys = unit.InsertAll(lines.ConvertAll(line => Case.Restore(domain.Key, line.CaseId, line.TemplateId, line.Tags)));
        unit.InsertAll(lines.SelectMany((line, index) => line.Fields.Select(
            value => new CaseValue(domain.Key, value.Id!, value.Value!) { CaseKey = keys[index] })).ToList());
        unit.InsertAll(lines.SelectMany((line, index) => TagsOf(line.Tags).Select(
            tag => new CaseTag { CaseKey = keys[index], DomainKey = domain.Key, Key = tag.Key, Value = tag.Value })).ToList());
    }

    private void InsertRelatedItems()
    {
        var owners = FindCases(line => line.RelatedItem!.CaseId);
        EnsureNewInCases("relatedItemId", owners, line => (line.RelatedItem!.CaseId, line.RelatedItem.RelatedItemId), (keys, ids) => unit.RelatedItems
            .Where(item => keys.Contains(item.CaseKey) && ids.Contains(item.RelatedItemId))
            .Select(item => new IdInCase(item.CaseKey, item.RelatedItemId)));
        var items = batch.ConvertAll(line => ToRelatedItem(line.Line.RelatedItem!, owners[line.Line.RelatedItem!.CaseId]));
        var sequences = unit.InsertAll(items);
        unit.InsertAll(items.SelectMany((item, index) => item.Values.Select(value => value.Of(sequences[index]))).ToList());
    }

    private static RelatedItem ToRelatedItem(RelatedItemLine line, Case owner) => RelatedItem.Restore(
        owner,
        line.RelatedItemId,
        line.Type,
        line.Content,
        line.AssociationTime,
        line.Tags,
        line.PerformedBy,
        line.LastUpdatedUser);

    private AuditRecord ToAuditRecord(AuditEventLine line, Case owner) => new()
    {
        CaseKey = owner.Key,
        EventId = line.EventId,
        Type = line.Type,
        RelatedItemType = line.RelatedItemType,
        PerformedTime = line.PerformedTime,
        Fields = line.Fields,
        User = line.User,
        IamPrincipalArn = target.MovePrincipal(line.IamPrincipalArn, source.Account, source.Region),
        MergeMetadata = line.MergeMetadata,
    };

    private DeletedCase ToDeletedCase(DeletedCaseLine line) => new()
    {
        DomainKey = domain.Key,
        CaseId = line.CaseId,
        DeletedTime = line.DeletedTime,
        RequestId = line.RequestId,
    };

    private IdempotencyRecord ToIdempotencyRecord(ClientTokenLine line)
    {
        var record = new IdempotencyRecord { DomainKey = domain.Key, Token = line.ClientToken };
        record.Complete(line.Parameters, line.ResultId, line.CreatedTime);
        return record;
    }

    // The primary case can have been deleted after the merge.
    private void AddMerges()
    {
        EnsureNew("secondaryCaseId", line => line.Merge!.SecondaryCaseId, ids => unit.Merges
            .Where(merge => merge.DomainKey == domain.Key && ids.Contains(merge.SecondaryCaseId)).Select(merge => merge.SecondaryCaseId));
        var secondaries = FindCases(line => line.Merge!.SecondaryCaseId);
        var primaryIds = batch.Select(line => line.Line.Merge!.PrimaryCaseId).Distinct().ToArray();
        var primaries = unit.Cases.AsNoTracking().Where(@case => @case.DomainKey == domain.Key && primaryIds.Contains(@case.CaseId))
            .ToDictionary(@case => @case.CaseId);
        foreach (var (number, line, _) in batch)
        {
            var merge = line.Merge!;
            var (primary, secondary) = (primaries.GetValueOrDefault(merge.PrimaryCaseId), secondaries[merge.SecondaryCaseId]);
            if (merge.CompletedTime is null)
            {
                StateConstraints.EnsureKnown(number, "case", merge.PrimaryCaseId, primary is not null);
                unit.AttachRange(primary!, secondary);
            }

            unit.Add(Merge.Restore(
                merge.PrimaryCaseId,
                primary,
                secondary,
                new(merge.FieldIds, merge.RelatedItemTypes),
                merge.MergeEventId,
                merge.DueTime,
                merge.CompletedTime));
        }
    }

    private void SetClock(ClockLine clock)
    {
        if (target.Move(clock) is not var (account, region))
        {
            return;
        }

        var stored = unit.Clocks.Find(account, region) ?? unit.Add(new WorldClock { Account = account, Region = region }).Entity;
        stored.FrozenTime = clock.FrozenTime;
        stored.Offset = clock.Offset is { } text && Durations.TryParse(text, out var offset) ? offset.Ticks : 0;
    }

    private void EnsureNew(string member, Func<StateLine, string> idOf, Func<string[], IQueryable<string>> find)
    {
        var used = find([.. batch.Select(line => idOf(line.Line))]).ToHashSet();
        foreach (var (number, line, _) in batch)
        {
            StateConstraints.EnsureNew(number, member, idOf(line), used.Add(idOf(line)));
        }
    }

    // Two cases can have items with the same id, because a seed can state ids.
    private void EnsureNewInCases(
        string member,
        Dictionary<string, Case> owners,
        Func<StateLine, (string CaseId, string Id)> idOf,
        Func<long[], string[], IQueryable<IdInCase>> find)
    {
        var used = find([.. owners.Values.Select(owner => owner.Key)], [.. batch.Select(line => idOf(line.Line).Id)]).ToHashSet();
        foreach (var (number, line, _) in batch)
        {
            var (caseId, id) = idOf(line);
            StateConstraints.EnsureNew(number, member, id, used.Add(new(owners[caseId].Key, id)));
        }
    }

    private Dictionary<string, Case> FindCases(Func<StateLine, string> idOf)
    {
        var ids = batch.Select(line => idOf(line.Line)).Distinct().ToArray();
        var found = unit.Cases.AsNoTracking().Where(@case => @case.DomainKey == domain.Key && ids.Contains(@case.CaseId))
            .ToDictionary(@case => @case.CaseId);
        foreach (var (number, line, _) in batch)
        {
            StateConstraints.EnsureKnown(number, "case", idOf(line), found.ContainsKey(idOf(line)));
        }

        return found;
    }

    private static Dictionary<string, string> TagsOf(StoredJson<IReadOnlyDictionary<string, string>> stored) =>
        new(stored.Read(ProtocolJson.Wire.IReadOnlyDictionaryStringString));

    private sealed record IdInCase(long CaseKey, string Id);
}
