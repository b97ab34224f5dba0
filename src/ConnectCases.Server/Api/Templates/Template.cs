using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Templates;

/// <summary>A template for new cases. Defines the required fields, the case rules and the initial tags of a case.</summary>
internal sealed class Template : DomainResource
{
    public required string TemplateId { get; init; }

    public string? Description { get; set; }

    public string? DefaultLayout { get; set; }

    public required TemplateStatus Status { get; set; }

    public required StoredJson<IReadOnlyList<RequiredField>> RequiredFields { get; set; }

    public StoredJson<IReadOnlyList<TagPropagationConfiguration>>? TagPropagationConfigurations { get; set; }

    public StoredJson<IReadOnlyList<TemplateRule>> Rules { get; set; } = new("[]");

    /// <summary>Names the template in error messages.</summary>
    public string Label => $"'{TemplateId}' ({Name})";

    public IEnumerable<string> RequiredFieldIds => ReadRequiredFields().Select(required => required.FieldId!);

    public IReadOnlyList<TemplateRule> ReadRules() => Rules.Read(TemplateJson.Wire.IReadOnlyListTemplateRule);

    /// <summary>Returns the rules of the template, except rules that are bound to a deleted field.</summary>
    public IEnumerable<TemplateRule> LiveRules(IReadOnlySet<string> deletedFields) =>
        ReadRules().Where(rule => rule.FieldId is null || !deletedFields.Contains(rule.FieldId));

    /// <summary>
    /// Returns the tags of a new case: the tags that the template propagates, overwritten by the tags of the caller.
    /// </summary>
    public Dictionary<string, string> TagsWith(IReadOnlyDictionary<string, string?>? own)
    {
        var configurations = TagPropagationConfigurations?.Read(TemplateJson.Wire.IReadOnlyListTagPropagationConfiguration) ?? [];
        var propagated = TagSet.Merge([], configurations.SelectMany(configuration => configuration.TagMap!));
        return TagSet.Merge(propagated, own ?? new Dictionary<string, string?>());
    }

    public void Apply(UpdateTemplateRequest request, DateTimeOffset now)
    {
        Name = request.Name ?? Name;
        Description = request.Description ?? Description;
        Status = request.Status ?? Status;
        DefaultLayout = request.LayoutConfiguration is { } layout ? layout.DefaultLayout : DefaultLayout;
        RequiredFields = request.RequiredFields is { } fields
            ? StoredJson.From(fields, TemplateJson.Wire.IReadOnlyListRequiredField)
            : RequiredFields;
        Rules = request.Rules is { } rules ? StoredJson.From(rules, TemplateJson.Wire.IReadOnlyListTemplateRule) : Rules;
        TagPropagationConfigurations = request.TagPropagationConfigurations is { } propagated
            ? StoredJson.From(propagated, TemplateJson.Wire.IReadOnlyListTagPropagationConfiguration)
            : TagPropagationConfigurations;
        LastModifiedTime = now;
    }

    public string ArnIn(Domain domain) => $"{domain.Arn}/template/{TemplateId}";

    public TemplateSummary ToSummary(Domain domain) =>
        new(TemplateId, ArnIn(domain), Name, Status, TagPropagationConfigurations);

    /// <summary>Returns the template without deleted fields.</summary>
    public GetTemplateResponse ToResponse(Domain domain, IReadOnlySet<string> deletedFields) => new(
        TemplateId,
        ArnIn(domain),
        Name,
        Description,
        DefaultLayout is null ? null : new LayoutConfiguration(DefaultLayout),
        [.. ReadRequiredFields().Where(field => !deletedFields.Contains(field.FieldId!))],
        Tags,
        Status,
        Deleted,
        CreatedTime,
        LastModifiedTime,
        [.. LiveRules(deletedFields)],
        TagPropagationConfigurations);

    private IReadOnlyList<RequiredField> ReadRequiredFields() =>
        RequiredFields.Read(TemplateJson.Wire.IReadOnlyListRequiredField);
}

internal static class TemplateTable
{
    private static readonly Func<CasesDbContext, long, string, Template?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string templateId) => db.Set<Template>().AsNoTracking()
            .FirstOrDefault(template => template.DomainKey == domainKey && template.TemplateId == templateId));

    extension(CasesDbContext db)
    {
        public DbSet<Template> Templates => db.Set<Template>();

        /// <summary>Returns a template, even if the template is deleted.</summary>
        /// <exception cref="ResourceNotFoundException">The template does not exist.</exception>
        public Template GetTemplate(Domain domain, string templateId) =>
            ById(db, domain.Key, templateId) ?? throw MissingResource.Explain<Template>(db, domain, templateId);
    }
}
