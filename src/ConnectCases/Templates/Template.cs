using ConnectCases.Domains;
using ConnectCases.Protocol;

namespace ConnectCases.Templates;

/// <summary>What a case is created from: the fields it must have and the tags it starts with.</summary>
internal sealed class Template
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public required string TemplateId { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public required TemplateStatus Status { get; set; }

    public required StoredJson<IReadOnlyList<RequiredField>> RequiredFields { get; set; }

    public StoredJson<IReadOnlyList<TagPropagationConfiguration>>? TagPropagationConfigurations { get; set; }

    public required DateTimeOffset CreatedTime { get; init; }

    public required DateTimeOffset LastModifiedTime { get; set; }

    public IEnumerable<string> RequiredFieldIds => RequiredFields.Read().Select(required => required.FieldId!);

    /// <summary>The tags of a new case: those that the template propagates, overlaid by the caller's.</summary>
    public Dictionary<string, string> TagsWith(IReadOnlyDictionary<string, string?>? own)
    {
        var propagated = TagPropagationConfigurations?.Read().SelectMany(configuration => configuration.TagMap!) ?? [];
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in propagated.Concat(own ?? new Dictionary<string, string?>()))
        {
            tags[key] = value!;
        }

        return tags;
    }

    public string ArnIn(Domain domain) => $"{domain.Arn}/template/{TemplateId}";

    public TemplateSummary ToSummary(Domain domain) =>
        new(TemplateId, ArnIn(domain), Name, Status, TagPropagationConfigurations);

    public GetTemplateResponse ToResponse(Domain domain) => new(
        TemplateId,
        ArnIn(domain),
        Name,
        Description,
        LayoutConfiguration: null,
        RequiredFields,
        new Dictionary<string, string>(),
        Status,
        Deleted: false,
        CreatedTime,
        LastModifiedTime,
        Rules: [],
        TagPropagationConfigurations);
}
