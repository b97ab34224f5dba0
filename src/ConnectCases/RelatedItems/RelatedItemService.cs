using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Events;
using ConnectCases.Merges;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.RelatedItems;

internal sealed class RelatedItemService(
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    AuditTrail audit,
    Outbox outbox,
    SlaDeadlines deadlines,
    IOptions<EmulatorOptions> options)
{
    private static readonly Func<CasesDbContext, long, Counts?> CountOnCase = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.RelatedItems
            .Where(item => item.CaseKey == caseKey)
            .GroupBy(item => item.CaseKey)
            .Select(items => new Counts(
                items.Count(),
                items.Count(item => item.Type == RelatedItemType.File),
                items.Count(item => item.Type == RelatedItemType.Sla)))
            .FirstOrDefault());

    public Task<CreateRelatedItemResponse> CreateAsync(
        string domainId, string caseId, CreateRelatedItemRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, caseId, request), cancellationToken);

    public CreateRelatedItemResponse Create(
        CasesDbContext db, string domainId, string caseId, CreateRelatedItemRequest request) =>
        Create(db, db.GetCase(caller, domainId, caseId), request);

    /// <summary>Creates an item of a case that was looked up.</summary>
    public CreateRelatedItemResponse Create(CasesDbContext db, CaseInDomain found, CreateRelatedItemRequest request)
    {
        var (domain, @case) = found;
        var now = clock.GetUtcNow();
        var content = new ContentRules(db, domain, options.Value).Accept(@case, request.Type!.Value, request.Content!, now);
        @case.EnsureMayChange();
        if (FindContact(db, @case, content) is { } existing)
        {
            return new(existing.RelatedItemId, existing.ArnIn(domain, @case));
        }

        var item = RelatedItem.Create(@case, newId(), request.Type.Value, content, request.PerformedBy, now);
        EnsureRoomOnCase(db, @case, item);
        EnsureWithinQuota(content);
        db.Add(item);
        audit.RelatedItemCreated(db, @case, item, content, request.PerformedBy, now);
        outbox.RelatedItemCreated(db, domain, @case, item, content, request.PerformedBy, now);
        if (item.SlaStatus == SlaStatus.Active)
        {
            deadlines.Expect(item.SlaTargetTime!.Value);
            SlaLifeCycle.UpdateNextBreach(db, @case);
        }

        return new(item.RelatedItemId, item.ArnIn(domain, @case));
    }

    public Task<UpdateRelatedItemResponse> UpdateAsync(
        string domainId,
        string caseId,
        string relatedItemId,
        UpdateRelatedItemRequest request,
        CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, caseId, relatedItemId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(
        string domainId, string caseId, string relatedItemId, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Delete(db, domainId, caseId, relatedItemId), cancellationToken);

    private UpdateRelatedItemResponse Update(
        CasesDbContext db, string domainId, string caseId, string relatedItemId, UpdateRelatedItemRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var item = db.GetRelatedItem(@case, relatedItemId);
        var content = new ContentRules(db, domain, options.Value).AcceptUpdate(item, request.Content!);
        @case.EnsureMayChange();
        EnsureWithinQuota(content);

        db.Attach(item).Collection(owner => owner.Values).Load();
        var now = clock.GetUtcNow();
        var changes = item.Replace(content);
        item.LastUpdatedUser = request.PerformedBy is { } performedBy ? StoredJson<UserUnion>.From(performedBy) : null;
        audit.RelatedItemUpdated(db, @case, item, changes, request.PerformedBy, now);
        outbox.RelatedItemUpdated(db, domain, @case, item, content, changes, request.PerformedBy, now);
        return new(
            item.RelatedItemId,
            item.ArnIn(domain, @case),
            item.Type,
            item.Content,
            item.AssociationTime,
            item.Tags,
            item.LastUpdatedUser,
            item.PerformedBy);
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId, string caseId, string relatedItemId)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var item = db.GetRelatedItem(@case, relatedItemId);
        if (item.Type == RelatedItemType.File)
        {
            throw new ValidationException(
                $"Related item '{relatedItemId}' is a file; files are deleted with Amazon Connect's DeleteAttachedFile.");
        }

        @case.EnsureMayChange();
        var now = clock.GetUtcNow();
        db.Remove(item);
        audit.RelatedItemDeleted(db, @case, item, now);
        outbox.RelatedItemDeleted(db, domain, @case, item, item.Content.Read(), now);
        if (item.SlaStatus == SlaStatus.Active)
        {
            SlaLifeCycle.UpdateNextBreach(db, @case);
        }

        return EmptyResponse.Instance;
    }

    /// <summary>A contact that is on the case already stays the one item that it is (behaviour.md 17, row 39).</summary>
    private static RelatedItem? FindContact(CasesDbContext db, Case @case, RelatedItemContent content) =>
        content.Contact is not { ContactArn: var contactArn }
            ? null
            : db.RelatedItems.FirstOrDefault(item =>
                item.CaseKey == @case.Key && item.Type == RelatedItemType.Contact && item.Target == contactArn);

    private void EnsureRoomOnCase(CasesDbContext db, Case @case, RelatedItem item)
    {
        var quotas = options.Value.Quotas;
        var owner = $"Case '{@case.CaseId}'";
        var (items, files, slas) = CountOnCase(db, @case.Key) ?? new Counts(0, 0, 0);
        Quota.EnsureRoom(items, quotas.RelatedItemsPerCase, owner, "related items");
        if (@case.Merging == MergeRole.Primary)
        {
            var coming = MergedItems.CountComingBeside(db, @case, item);
            Quota.EnsureWithin(
                items + 1 + coming, quotas.RelatedItemsPerCase, owner, "related items with those of the merge that runs");
        }

        if (item.Type == RelatedItemType.File)
        {
            Quota.EnsureRoom(files, quotas.FilesPerCase, owner, "files");
        }

        if (item.Type == RelatedItemType.Sla)
        {
            Quota.EnsureRoom(slas, quotas.SlasPerCase, owner, "SLAs");
        }
    }

    private void EnsureWithinQuota(RelatedItemContent content) => Quota.EnsureWithin(
        content.Custom?.Fields.Count ?? 0, options.Value.Quotas.FieldsPerRelatedItem, "The related item", "fields");

    private sealed record Counts(int Items, int Files, int Slas);
}
