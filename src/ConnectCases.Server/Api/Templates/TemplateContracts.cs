using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Api.Templates;

/// <summary>The members that the requests of CreateTemplate and UpdateTemplate share.</summary>
internal interface ITemplateAttributes
{
    string? Name { get; }

    string? Description { get; }

    LayoutConfiguration? LayoutConfiguration { get; }

    IReadOnlyList<RequiredField>? RequiredFields { get; }

    IReadOnlyList<TemplateRule>? Rules { get; }

    IReadOnlyList<TagPropagationConfiguration>? TagPropagationConfigurations { get; }
}

internal sealed record CreateTemplateRequest(
    string? Name,
    string? Description,
    LayoutConfiguration? LayoutConfiguration,
    IReadOnlyList<RequiredField>? RequiredFields,
    TemplateStatus? Status,
    IReadOnlyList<TemplateRule>? Rules,
    IReadOnlyList<TagPropagationConfiguration>? TagPropagationConfigurations) : ITemplateAttributes;

internal sealed record CreateTemplateResponse(string TemplateId, string TemplateArn);

internal sealed record LayoutConfiguration(string? DefaultLayout);

internal sealed record RequiredField(string? FieldId);

internal sealed record TemplateRule(string? CaseRuleId, string? FieldId);

internal sealed record TagPropagationConfiguration(
    TagPropagationResourceType? ResourceType, IReadOnlyDictionary<string, string?>? TagMap);

internal sealed record GetTemplateResponse(
    string TemplateId,
    string TemplateArn,
    string Name,
    string? Description,
    LayoutConfiguration? LayoutConfiguration,
    IReadOnlyList<RequiredField> RequiredFields,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    TemplateStatus Status,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    IReadOnlyList<TemplateRule> Rules,
    StoredJson<IReadOnlyList<TagPropagationConfiguration>>? TagPropagationConfigurations);

internal sealed record ListTemplatesRequest(
    int? MaxResults, string? NextToken, IReadOnlyList<TemplateStatus>? Status) : IPagedRequest, IQueryRequest<ListTemplatesRequest>
{
    public static ListTemplatesRequest Read(QueryParameters query) => new(
        query.Integer("maxResults"), query.Text("nextToken"), query.Enums<TemplateStatus>("status"));
}

internal sealed record ListTemplatesResponse(IReadOnlyList<TemplateSummary> Templates, string? NextToken);

internal sealed record TemplateSummary(
    string TemplateId,
    string TemplateArn,
    string Name,
    TemplateStatus Status,
    StoredJson<IReadOnlyList<TagPropagationConfiguration>>? TagPropagationConfigurations);

internal sealed record UpdateTemplateRequest(
    string? Name,
    string? Description,
    LayoutConfiguration? LayoutConfiguration,
    IReadOnlyList<RequiredField>? RequiredFields,
    TemplateStatus? Status,
    IReadOnlyList<TemplateRule>? Rules,
    IReadOnlyList<TagPropagationConfiguration>? TagPropagationConfigurations) : ITemplateAttributes;

[JsonConverter(typeof(WireEnumConverter<TemplateStatus>))]
internal enum TemplateStatus
{
    Active,
    Inactive,
}

[JsonConverter(typeof(WireEnumConverter<TagPropagationResourceType>))]
internal enum TagPropagationResourceType
{
    Cases,
}

[JsonSerializable(typeof(CreateTemplateRequest))]
[JsonSerializable(typeof(CreateTemplateResponse))]
[JsonSerializable(typeof(GetTemplateResponse))]
[JsonSerializable(typeof(ListTemplatesResponse))]
[JsonSerializable(typeof(UpdateTemplateRequest))]
[JsonSerializable(typeof(IReadOnlyList<RequiredField>))]
[JsonSerializable(typeof(IReadOnlyList<TemplateRule>))]
[JsonSerializable(typeof(IReadOnlyList<TagPropagationConfiguration>))]
internal sealed partial class TemplateJson : JsonSerializerContext
{
    public static TemplateJson Wire { get; } = new(WireJson.CreateOptions());
}
