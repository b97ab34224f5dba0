using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;

namespace ConnectCases.Seeds.Reading;

/// <summary>A seed: the domains of a team as code.</summary>
/// <param name="Domains">The domains, in the order of the file.</param>
/// <param name="DryRun">The place of <c>dryRun: true</c>, or null.</param>
internal sealed record SeedDocument(IReadOnlyList<SeedDomain> Domains, SeedNode? DryRun);

/// <summary>What the resources of a seed have in common.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The id that the file states, or null for an id that is derived from names.</param>
/// <param name="Tags">The tags, or null if the seed does not manage the tags.</param>
internal abstract record SeedResourceEntry(SeedText Name, SeedText? Id, IReadOnlyDictionary<string, SeedText>? Tags)
{
    public SeedNode At => Name.At;
}

internal sealed record SeedDomain(
    SeedText Name,
    SeedText? Id,
    IReadOnlyDictionary<string, SeedText>? Tags,
    IReadOnlyList<SeedField> Fields,
    IReadOnlyList<SeedSystemField> SystemFields,
    IReadOnlyList<SeedCaseRule> CaseRules,
    IReadOnlyList<SeedLayout> Layouts,
    IReadOnlyList<SeedTemplate> Templates,
    SeedEvents? Events,
    IReadOnlyList<SeedCase> Cases,
    IReadOnlyList<SeedMerge> Merges) : SeedResourceEntry(Name, Id, Tags);

internal sealed record SeedField(
    SeedText Name,
    SeedText? Id,
    IReadOnlyDictionary<string, SeedText>? Tags,
    FieldType Type,
    SeedText? Description,
    bool? IsMultiline,
    IReadOnlyList<SeedOption> Options) : SeedResourceEntry(Name, Id, Tags);

/// <summary>Options to add to a system field.</summary>
internal sealed record SeedSystemField(SeedText Id, IReadOnlyList<SeedOption> Options);

internal sealed record SeedOption(SeedNode At, string Value, string Name, bool Active)
{
    public FieldOption ToContract() => new(Name, Value, Active);
}

internal sealed record SeedCaseRule(
    SeedText Name, SeedText? Id, IReadOnlyDictionary<string, SeedText>? Tags, SeedText? Description, SeedRule Rule)
    : SeedResourceEntry(Name, Id, Tags);

/// <summary>The effect of a case rule.</summary>
/// <param name="At">The place of the effect.</param>
/// <param name="BoundField">The field to which a template binds the rule, or null if the binding has no field.</param>
internal abstract record SeedRule(SeedNode At, SeedText? BoundField);

/// <summary>A rule that makes a field required or hidden.</summary>
internal sealed record SeedDecisionRule(
    SeedNode At, SeedText? Field, RuleType Type, IReadOnlyList<SeedCondition>? When, IReadOnlyList<SeedCondition>? Unless, bool? Default)
    : SeedRule(At, Field);

/// <summary>A field that must have one of several values.</summary>
internal sealed record SeedCondition(SeedText Field, IReadOnlyList<SeedNode> Values);

/// <summary>A rule that limits the options of a field by the option of another field.</summary>
internal sealed record SeedOptionsRule(SeedNode At, SeedText? Parent, SeedText? Field, IReadOnlyList<SeedMapping> Mappings)
    : SeedRule(At, Field is null ? Parent : null);

internal sealed record SeedMapping(string ParentValue, IReadOnlyList<SeedText> Values);

/// <summary>A rule in the form of the API. <see cref="ApiRuleReader"/> reads the value.</summary>
internal sealed record SeedApiRule(SeedNode At) : SeedRule(At, BoundField: null);

internal sealed record SeedLayout(
    SeedText Name,
    SeedText? Id,
    IReadOnlyDictionary<string, SeedText>? Tags,
    IReadOnlyList<SeedGroup>? Top,
    IReadOnlyList<SeedGroup>? More) : SeedResourceEntry(Name, Id, Tags);

internal sealed record SeedGroup(string? Name, IReadOnlyList<SeedText> Fields);

internal sealed record SeedTemplate(
    SeedText Name,
    SeedText? Id,
    IReadOnlyDictionary<string, SeedText>? Tags,
    SeedText? Description,
    SeedText? Layout,
    IReadOnlyList<SeedText> Required,
    IReadOnlyList<SeedTemplateRule> Rules,
    TemplateStatus Status,
    IReadOnlyDictionary<string, SeedText>? CaseTags) : SeedResourceEntry(Name, Id, Tags);

internal sealed record SeedTemplateRule(SeedText Rule, SeedText? Field);

internal sealed record SeedEvents(SeedNode At, bool Enabled, IReadOnlyList<SeedText>? Fields, bool? RelatedItems);

internal sealed record SeedCase(
    SeedText Name,
    SeedText? Id,
    IReadOnlyDictionary<string, SeedText>? Tags,
    SeedText Template,
    SeedTime? CreatedAt,
    SeedText? By,
    IReadOnlyList<SeedValue> Fields,
    IReadOnlyList<SeedItem> RelatedItems,
    IReadOnlyList<SeedUpdate> Updates) : SeedResourceEntry(Name, Id, Tags);

internal sealed record SeedValue(SeedText Field, SeedNode Value);

internal sealed record SeedUpdate(SeedNode At, SeedTime? Time, SeedText? By, IReadOnlyList<SeedValue> Fields);

internal sealed record SeedItem(
    SeedNode At, SeedText? Id, IReadOnlyDictionary<string, SeedText>? Tags, SeedItemContent Content, SeedText? By, SeedTime? Time);

/// <summary>The content of a related item. The members of other types are null.</summary>
internal sealed record SeedItemContent(
    RelatedItemType Type,
    SeedText? Text = null,
    SeedText? Channel = null,
    TimeSpan? Due = null,
    SeedText? Field = null,
    IReadOnlyList<SeedNode>? Targets = null,
    IReadOnlyList<SeedValue>? Fields = null);

internal sealed record SeedMerge(
    SeedNode At,
    SeedText Primary,
    SeedText Secondary,
    IReadOnlyList<SeedText> Fields,
    IReadOnlyList<RelatedItemType> RelatedItems,
    SeedTime? Time);
