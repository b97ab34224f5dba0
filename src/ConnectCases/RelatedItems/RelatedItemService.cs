using System.Linq.Expressions;
using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.RelatedItems;

internal sealed class RelatedItemService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    AuditTrail audit,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 25;

    private static readonly Expression<Func<RelatedItem, Row>> ToRow = item => new Row(
        item.Sequence,
        new SearchRelatedItemsResponseItem(
            item.RelatedItemId, item.Type, item.AssociationTime, item.Content, item.Tags, item.PerformedBy));

    private static readonly Func<CasesDbContext, long, long, int, IEnumerable<Row>> NewestFirst = EF.CompileQuery(
        (CasesDbContext db, long caseKey, long before, int count) => db.RelatedItems
            .Where(item => item.CaseKey == caseKey && item.Sequence < before)
            .OrderByDescending(item => item.Sequence)
            .Take(count)
            .Select(ToRow));

    private static readonly Func<CasesDbContext, long, Counts?> CountOnCase = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.RelatedItems
            .Where(item => item.CaseKey == caseKey)
            .GroupBy(item => item.CaseKey)
            .Select(items => new Counts(items.Count(), items.Count(item => item.Type == RelatedItemType.File)))
            .FirstOrDefault());

    public Task<CreateRelatedItemResponse> CreateAsync(
        string domainId, string caseId, CreateRelatedItemRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, caseId, request), cancellationToken);

    public CreateRelatedItemResponse Create(
        CasesDbContext db, string domainId, string caseId, CreateRelatedItemRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var now = clock.GetUtcNow();
        var content = ReadContent(request, now);
        if (FindContact(db, @case, content) is { } existing)
        {
            return new(existing.RelatedItemId, existing.ArnIn(domain, @case));
        }

        EnsureWithinQuotas(db, @case, request.Type!.Value);
        var item = RelatedItem.Create(@case, newId(), request.Type.Value, content, request.PerformedBy, now);
        db.Add(item);
        audit.RelatedItemCreated(db, @case, item, content, request.PerformedBy);
        return new(item.RelatedItemId, item.ArnIn(domain, @case));
    }

    public SearchRelatedItemsResponse Search(string domainId, string caseId, SearchRelatedItemsRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var filters = request.Filters ?? [];
        var tokens = new PageTokens(
            "SearchRelatedItems",
            $"{domain.DomainId}/{@case.CaseId}",
            StoredJson<IReadOnlyList<RelatedItemTypeFilter>>.From(filters).Json);
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, LargestPage);

        var rows = filters.Count == 0
            ? NewestFirst(db, @case.Key, before, size + 1)
            : Filtered(@case, filters, before, size + 1);

        var page = Page<Row>.Of(rows, size, tokens, row => row.Sequence);
        return new([.. page.Items.Select(row => row.Item)], page.NextToken);
    }

    private IQueryable<Row> Filtered(Case @case, IReadOnlyList<RelatedItemTypeFilter> filters, long before, int count) =>
        db.RelatedItems
            .Where(item => item.CaseKey == @case.Key && item.Sequence < before)
            .Where(RelatedItemFilters.ToCondition(filters))
            .OrderByDescending(item => item.Sequence)
            .Take(count)
            .Select(ToRow);

    private RelatedItemContent ReadContent(CreateRelatedItemRequest request, DateTimeOffset now) =>
        (request.Type, request.Content) switch
        {
            (RelatedItemType.Contact, { Contact: { } contact }) => new(Contact: Describe(contact.ContactArn!, now)),
            (RelatedItemType.Comment, { Comment: { } comment }) => new(Comment: comment),
            (RelatedItemType.File, { File: { } file }) => new(File: file),
            (RelatedItemType.Sla, { Sla: not null })
                or (RelatedItemType.ConnectCase, { ConnectCase: not null })
                or (RelatedItemType.Custom, { Custom: not null }) =>
                throw new NotImplementedOperationException($"CreateRelatedItem with type {request.Type}"),
            _ => throw new ValidationException(
                $"type is {request.Type}, so content must have the member of that type and no other."),
        };

    // The service would ask Amazon Connect; behaviour.md 8.2 says what stands in for it.
    private ContactContent Describe(string contactArn, DateTimeOffset now)
    {
        var known = options.Value.Contacts.Find(contact => contact.ContactArn == contactArn) ?? new KnownContact();
        return new(contactArn, known.Channel, known.ConnectedToSystemTime ?? now);
    }

    /// <summary>A contact that is on the case already stays the one item that it is (behaviour.md 17, row 39).</summary>
    private static RelatedItem? FindContact(CasesDbContext db, Case @case, RelatedItemContent content) =>
        content.Contact is not { ContactArn: var contactArn }
            ? null
            : db.RelatedItems.FirstOrDefault(item =>
                item.CaseKey == @case.Key && item.Type == RelatedItemType.Contact && item.Target == contactArn);

    private void EnsureWithinQuotas(CasesDbContext db, Case @case, RelatedItemType type)
    {
        var quotas = options.Value.Quotas;
        var (items, files) = CountOnCase(db, @case.Key) ?? new Counts(0, 0);
        if (items >= quotas.RelatedItemsPerCase)
        {
            throw new ServiceQuotaExceededException(
                $"Case '{@case.CaseId}' has {items} related items; its quota is {quotas.RelatedItemsPerCase}.");
        }

        if (type == RelatedItemType.File && files >= quotas.FilesPerCase)
        {
            throw new ServiceQuotaExceededException(
                $"Case '{@case.CaseId}' has {files} files; its quota is {quotas.FilesPerCase}.");
        }
    }

    private sealed record Counts(int Items, int Files);

    private sealed record Row(long Sequence, SearchRelatedItemsResponseItem Item);
}
