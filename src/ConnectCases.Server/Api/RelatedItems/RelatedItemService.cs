using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Merges;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.RelatedItems;

internal sealed class RelatedItemService(
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    CaseHistory history,
    IOptions<EmulatorOptions> options)
{
    private static readonly Func<CasesDbContext, long, int> CountOnCase = CompiledQuery.Of(
        (CasesDbContext db, long caseKey) => db.Set<RelatedItem>().Count(item => item.CaseKey == caseKey));

    private static readonly Func<CasesDbContext, long, string, RelatedItem?> ContactOnCase = CompiledQuery.Of(
        (CasesDbContext db, long caseKey, string contactArn) => db.Set<RelatedItem>().AsNoTracking().FirstOrDefault(item =>
            item.CaseKey == caseKey && item.Type == RelatedItemType.Contact && item.Target == contactArn));

    private static readonly Func<CasesDbContext, long, RelatedItemType, int> CountOfType = CompiledQuery.Of(
        (CasesDbContext db, long caseKey, RelatedItemType type) =>
            db.Set<RelatedItem>().Count(item => item.CaseKey == caseKey && item.Type == type));

    public Task<CreateRelatedItemResponse> CreateAsync(
        string domainId, string caseId, CreateRelatedItemRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, caseId, request), cancellationToken);

    public CreateRelatedItemResponse Create(
        CasesDbContext unit, string domainId, string caseId, CreateRelatedItemRequest request) =>
        Create(unit, unit.GetCase(caller, domainId, caseId), request);

    /// <summary>Adds an item to a case that was found in the same unit of work.</summary>
    public CreateRelatedItemResponse Create(CasesDbContext unit, CaseInDomain found, CreateRelatedItemRequest request)
    {
        var (domain, @case) = found;
        var now = clock.GetUtcNow();
        var content = new ContentRules(unit, domain, options.Value).Accept(@case, request.Type!.Value, request.Content!, now);
        @case.EnsureMayChange();
        if (FindContact(unit, @case, content) is { } existing)
        {
            return new(existing.RelatedItemId, existing.ArnIn(domain, @case));
        }

        var item = RelatedItem.Create(@case, newId(IdKind.RelatedItem), request.Type.Value, content, request.PerformedBy, now);
        EnsureRoomOnCase(unit, @case, item);
        EnsureWithinQuota(content);
        unit.Add(item);
        history.Record(
            unit, new RelatedItemCreated(domain, @case, item, content), Actor.Of(caller, request.PerformedBy, now));
        return new(item.RelatedItemId, item.ArnIn(domain, @case));
    }

    public Task<UpdateRelatedItemResponse> UpdateAsync(
        string domainId,
        string caseId,
        string relatedItemId,
        UpdateRelatedItemRequest request,
        CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, caseId, relatedItemId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(
        string domainId, string caseId, string relatedItemId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, caseId, relatedItemId), cancellationToken);

    public UpdateRelatedItemResponse Update(
        CasesDbContext unit, string domainId, string caseId, string relatedItemId, UpdateRelatedItemRequest request)
    {
        var (domain, @case) = unit.GetCase(caller, domainId, caseId);
        var item = unit.GetRelatedItem(@case, relatedItemId);
        var content = new ContentRules(unit, domain, options.Value).AcceptUpdate(item, request.Content!);
        @case.EnsureMayChange();
        EnsureWithinQuota(content);

        unit.Attach(item).Collection(owner => owner.Values).Load();
        var changes = item.Replace(content);
        item.LastUpdatedUser = StoredJson.FromOptional(request.PerformedBy, ProtocolJson.Wire.UserUnion);
        history.Record(
            unit,
            new RelatedItemUpdated(domain, @case, item, content, changes),
            Actor.Of(caller, request.PerformedBy, clock.GetUtcNow()));
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

    private EmptyResponse Delete(CasesDbContext unit, string domainId, string caseId, string relatedItemId)
    {
        var (domain, @case) = unit.GetCase(caller, domainId, caseId);
        var item = unit.GetRelatedItem(@case, relatedItemId);
        if (item.Type == RelatedItemType.File)
        {
            throw new ValidationException(
                Refusal.FileItem,
                $"Related item '{relatedItemId}' is a file.",
                $"Delete files with DeleteAttachedFile of Amazon Connect.",
                hintInMessage: true);
        }

        Delete(unit, new(domain, @case), item);
        return EmptyResponse.Instance;
    }

    /// <summary>Deletes an item of any type. Amazon Connect deletes files in this way.</summary>
    public void Delete(CasesDbContext unit, CaseInDomain found, RelatedItem item)
    {
        var (domain, @case) = found;
        @case.EnsureMayChange();
        unit.Remove(item);
        history.Record(
            unit, new RelatedItemDeleted(domain, @case, item), Actor.Of(caller, performedBy: null, clock.GetUtcNow()));
    }

    /// <summary>
    /// Returns the item of a contact that is already on the case. A request that adds the contact again returns this item
    /// (behaviour.md 17, row 39).
    /// </summary>
    private static RelatedItem? FindContact(CasesDbContext unit, Case @case, RelatedItemContent content) =>
        content.Contact is { ContactArn: var contactArn } ? ContactOnCase(unit, @case.Key, contactArn) : null;

    private void EnsureRoomOnCase(CasesDbContext unit, Case @case, RelatedItem item)
    {
        var quotas = options.Value.Quotas;
        var owner = $"Case '{@case.CaseId}'";
        var items = CountOnCase(unit, @case.Key);
        Quota.EnsureRoom(items, quotas.RelatedItemsPerCase, owner, "related item");
        if (@case.MergeRole == MergeRole.Primary)
        {
            var coming = MergedItems.CountIncoming(unit, @case, item);
            Quota.EnsureWithin(
                items + 1 + coming, quotas.RelatedItemsPerCase, owner, "related item", ", including the items of the running merge");
        }

        if (item.Type == RelatedItemType.File)
        {
            Quota.EnsureRoom(CountOfType(unit, @case.Key, item.Type), quotas.FilesPerCase, owner, "file");
        }

        if (item.Type == RelatedItemType.Sla)
        {
            Quota.EnsureRoom(CountOfType(unit, @case.Key, item.Type), quotas.SlasPerCase, owner, "SLA");
        }
    }

    private void EnsureWithinQuota(RelatedItemContent content) => Quota.EnsureWithin(
        content.Custom?.Fields.Count ?? 0, options.Value.Quotas.FieldsPerRelatedItem, "The related item", "field");
}
