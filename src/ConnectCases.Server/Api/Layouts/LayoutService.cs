using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Layouts;

internal sealed class LayoutService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    public Task<CreateLayoutResponse> CreateAsync(
        string domainId, CreateLayoutRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, request), cancellationToken);

    public CreateLayoutResponse Create(CasesDbContext unit, string domainId, CreateLayoutRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        CheckFields(unit, domain, request.Content!);

        var now = clock.GetUtcNow();
        var layout = new Layout
        {
            DomainKey = domain.Key,
            LayoutId = newId(IdKind.Layout),
            Name = request.Name!,
            Content = StoredJson.From(request.Content!, LayoutJson.Wire.LayoutContent),
            CreatedTime = now,
            LastModifiedTime = now,
        };
        DomainResourceLifecycle.Create(unit, domain, layout, options.Value.Quotas.LayoutsPerDomain);
        EnsureWithinQuota(request.Content);
        return new(layout.LayoutId, layout.ArnIn(domain));
    }

    public GetLayoutResponse Get(string domainId, string layoutId)
    {
        var domain = db.GetDomain(caller, domainId);
        return db.GetLayout(domain, layoutId).ToResponse(domain, FieldLookup.Deleted(db, domain));
    }

    public ListLayoutsResponse List(string domainId, ListLayoutsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListLayouts", domain.DomainId);
        var page = db.Layouts.Of(domain).ToPage(request, MaxPageSize, tokens, options.Value);
        return new([.. page.Items.Select(layout => layout.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string layoutId, UpdateLayoutRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, layoutId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string layoutId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, layoutId), cancellationToken);

    public EmptyResponse Update(CasesDbContext unit, string domainId, string layoutId, UpdateLayoutRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var layout = unit.GetLayout(domain, layoutId);
        DomainResourceLifecycle.EnsureLive(layout, layoutId);
        if (request.Content is { } content)
        {
            CheckFields(unit, domain, content);
        }

        DomainResourceLifecycle.EnsureNameIsFree(unit, domain, request.Name, layout);
        EnsureWithinQuota(request.Content);
        if (request is not { Name: null, Content: null })
        {
            unit.Attach(layout).Entity.Apply(request, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    public EmptyResponse Delete(CasesDbContext unit, string domainId, string layoutId)
    {
        var domain = unit.GetDomain(caller, domainId);
        var layout = unit.GetLayout(domain, layoutId);
        return DomainResourceLifecycle.Delete(unit, layout, () =>
        {
            if (unit.Templates.Of(domain).FirstOrDefault(template => template.DefaultLayout == layoutId) is { } template)
            {
                throw new ConflictException(
                    Refusal.LayoutInUse,
                    $"Layout '{layoutId}' is the default layout of the template {template.Label}.",
                    $"Choose another default layout for the template before you delete this layout.",
                    hintInMessage: true);
            }

            DomainResourceLifecycle.EnsureRoomForDeleted<Layout>(unit, domain, options.Value.Quotas.DeletedLayoutsPerDomain);
        });
    }

    private void CheckFields(CasesDbContext unit, Domain domain, LayoutContent content)
    {
        // Two places in the API reference forbid these fields. An example in the API reference uses status in a layout
        // (behaviour.md 17, row 16).
        var forbidden = content.FieldIds.Intersect([SystemFields.Title, SystemFields.Status]).ToArray();
        if (forbidden.Length > 0 && options.Value.LayoutFields == LayoutFieldMode.Documented)
        {
            throw new ValidationException(
                Refusal.LayoutField,
                $"content contains fields that cannot be part of layouts: {forbidden}.",
                hint: $"Remove these fields: every case page shows them above the layout. The option LayoutFields Any accepts them.");
        }

        FieldLookup.FindLive(unit, domain, "content", content.FieldIds);
    }

    private void EnsureWithinQuota(LayoutContent? content) => Quota.EnsureWithin(
        content?.FieldIds.Count() ?? 0, options.Value.Quotas.FieldsPerLayout, "The layout", "field");
}
