using ConnectCases.Domains;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Templates;

internal sealed class TemplateService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;

    public Task<CreateTemplateResponse> CreateAsync(
        string domainId, CreateTemplateRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateTemplateResponse Create(CasesDbContext db, string domainId, CreateTemplateRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        CheckRequiredFields(db, domain, request.RequiredFields ?? []);
        CheckReferences(request);

        var templates = db.Templates.Where(template => template.DomainKey == domain.Key);
        if (templates.Any(template => template.Name == request.Name))
        {
            throw new ConflictException($"A template with the name '{request.Name}' exists already in the domain.");
        }

        var quota = options.Value.Quotas.TemplatesPerDomain;
        if (templates.Count() >= quota)
        {
            throw new ServiceQuotaExceededException($"The domain has {quota} templates, which is its quota.");
        }

        var now = clock.GetUtcNow();
        var template = new Template
        {
            DomainKey = domain.Key,
            TemplateId = newId(),
            Name = request.Name!,
            Description = request.Description,
            Status = request.Status ?? TemplateStatus.Active,
            RequiredFields = StoredJson<IReadOnlyList<RequiredField>>.From(request.RequiredFields ?? []),
            TagPropagationConfigurations = request.TagPropagationConfigurations is { } propagated
                ? StoredJson<IReadOnlyList<TagPropagationConfiguration>>.From(propagated)
                : null,
            CreatedTime = now,
            LastModifiedTime = now,
        };
        db.Add(template);
        return new(template.TemplateId, template.ArnIn(domain));
    }

    public GetTemplateResponse Get(string domainId, string templateId)
    {
        var domain = db.GetDomain(caller, domainId);
        return db.GetTemplate(domain, templateId).ToResponse(domain);
    }

    public ListTemplatesResponse List(string domainId, ListTemplatesRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var statuses = (request.Status ?? Enum.GetValues<TemplateStatus>()).Order().ToArray();
        var tokens = new PageTokens("ListTemplates", domain.DomainId, string.Join(',', statuses));
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.Value.PageSize(request.MaxResults, LargestPage);

        var rows = db.Templates
            .Where(template => template.DomainKey == domain.Key && template.Key > after && statuses.Contains(template.Status))
            .OrderBy(template => template.Key).Take(size + 1);

        var page = Page<Template>.Of(rows, size, tokens, template => template.Key);
        return new([.. page.Items.Select(template => template.ToSummary(domain))], page.NextToken);
    }

    private static void CheckRequiredFields(CasesDbContext db, Domain domain, IReadOnlyList<RequiredField> requiredFields)
    {
        var ids = requiredFields.Select(field => field.FieldId!).ToArray();
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException($"requiredFields names the field '{twice.Key}' twice.");
        }

        var known = db.Fields.Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
            .Select(field => field.FieldId);
        if (ids.Except(known).ToList() is { Count: > 0 } unknown)
        {
            throw new ValidationException($"requiredFields names fields that do not exist: {string.Join(", ", unknown)}.");
        }
    }

    // No layout and no case rule can exist before their operations do, so every reference to one is to nothing.
    private static void CheckReferences(CreateTemplateRequest request)
    {
        if (request.LayoutConfiguration?.DefaultLayout is { } layoutId)
        {
            throw new ValidationException($"layoutConfiguration.defaultLayout names a layout that does not exist: {layoutId}.");
        }

        if (request.Rules is [var rule, ..])
        {
            throw new ValidationException($"rules names a case rule that does not exist: {rule.CaseRuleId}.");
        }
    }
}
