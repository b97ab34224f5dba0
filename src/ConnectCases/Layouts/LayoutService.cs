using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Layouts;

internal sealed class LayoutService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;

    public Task<CreateLayoutResponse> CreateAsync(
        string domainId, CreateLayoutRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateLayoutResponse Create(CasesDbContext db, string domainId, CreateLayoutRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        CheckFields(db, domain, request.Content!);

        var layouts = db.Layouts.Of(domain);
        layouts.EnsureNameIsFree(request.Name);
        EnsureWithinQuota(request.Content!);
        Quota.EnsureRoom(layouts.Count(), options.Value.Quotas.LayoutsPerDomain, "The domain", "layouts");

        var now = clock.GetUtcNow();
        var layout = new Layout
        {
            DomainKey = domain.Key,
            LayoutId = newId(),
            Name = request.Name!,
            Content = StoredJson<LayoutContent>.From(request.Content!),
            CreatedTime = now,
            LastModifiedTime = now,
        };
        db.Add(layout);
        return new(layout.LayoutId, layout.ArnIn(domain));
    }

    public GetLayoutResponse Get(string domainId, string layoutId)
    {
        var domain = db.GetDomain(caller, domainId);
        return db.GetLayout(domain, layoutId).ToResponse(domain, FieldReferences.Deleted(db, domain));
    }

    public ListLayoutsResponse List(string domainId, ListLayoutsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListLayouts", domain.DomainId);
        var page = db.Layouts.Of(domain).ToPage(request, LargestPage, tokens, options.Value);
        return new([.. page.Items.Select(layout => layout.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string layoutId, UpdateLayoutRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, layoutId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string layoutId, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Delete(db, domainId, layoutId), cancellationToken);

    private EmptyResponse Update(CasesDbContext db, string domainId, string layoutId, UpdateLayoutRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var layout = db.GetLayout(domain, layoutId);
        layout.EnsureLive(layoutId);
        if (request.Content is { } content)
        {
            CheckFields(db, domain, content);
        }

        db.Layouts.Of(domain).EnsureNameIsFree(request.Name, layout);
        if (request.Content is { } replacement)
        {
            EnsureWithinQuota(replacement);
        }

        if (request is not { Name: null, Content: null })
        {
            db.Attach(layout).Entity.Apply(request, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId, string layoutId)
    {
        var domain = db.GetDomain(caller, domainId);
        var layout = db.GetLayout(domain, layoutId);
        if (layout.Deleted)
        {
            return EmptyResponse.Instance;
        }

        if (db.Templates.Of(domain).FirstOrDefault(template => template.DefaultLayout == layoutId) is { } template)
        {
            throw new ConflictException(
                $"Layout '{layoutId}' is the default layout of the template '{template.TemplateId}' ({template.Name}).");
        }

        db.Layouts.EnsureMayBeDeleted(domain, options.Value.Quotas.DeletedLayoutsPerDomain);
        db.Attach(layout).Entity.Deleted = true;
        return EmptyResponse.Instance;
    }

    private void CheckFields(CasesDbContext db, Domain domain, LayoutContent content)
    {
        // Said twice in the API reference, though an example of it has status in a layout (behaviour.md 17, row 16).
        var forbidden = content.FieldIds.Intersect([SystemFields.Title, SystemFields.Status]).ToArray();
        if (forbidden.Length > 0 && options.Value.LayoutFields == LayoutFieldRule.Documented)
        {
            throw new ValidationException(
                $"content names fields that cannot be part of layouts: {string.Join(", ", forbidden)}.");
        }

        FieldReferences.FindLive(db, domain, "content", content.FieldIds);
    }

    private void EnsureWithinQuota(LayoutContent content) =>
        Quota.EnsureWithin(content.FieldIds.Count(), options.Value.Quotas.FieldsPerLayout, "The layout", "fields");
}
