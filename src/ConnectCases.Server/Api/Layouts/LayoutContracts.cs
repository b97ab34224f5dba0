using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Api.Layouts;

internal sealed record CreateLayoutRequest(string? Name, LayoutContent? Content);

internal sealed record CreateLayoutResponse(string LayoutId, string LayoutArn);

internal sealed record LayoutContent(BasicLayout? Basic = null) : Union
{
    protected override int KnownMembersSet => Count(Basic);

    /// <summary>Returns the ids of all fields, panel by panel, including repeated ids.</summary>
    [JsonIgnore]
    public IEnumerable<string> FieldIds => new[] { Basic?.TopPanel, Basic?.MoreInfo }
        .SelectMany(panel => panel?.Sections ?? [])
        .SelectMany(section => section.FieldGroup!.Fields!)
        .Select(item => item.Id!);

    public LayoutContent Without(IReadOnlySet<string> fieldIds) =>
        new(new BasicLayout(Basic!.TopPanel?.Without(fieldIds), Basic.MoreInfo?.Without(fieldIds)));
}

internal sealed record BasicLayout(LayoutSections? TopPanel, LayoutSections? MoreInfo);

internal sealed record LayoutSections(IReadOnlyList<Section>? Sections)
{
    public LayoutSections Without(IReadOnlySet<string> fieldIds) =>
        new(Sections?.Select(section => section.Without(fieldIds)).ToList());
}

internal sealed record Section(FieldGroup? FieldGroup = null) : Union
{
    protected override int KnownMembersSet => Count(FieldGroup);

    public Section Without(IReadOnlySet<string> fieldIds) => new(FieldGroup! with
    {
        Fields = [.. FieldGroup.Fields!.Where(field => !fieldIds.Contains(field.Id!))],
    });
}

internal sealed record FieldGroup(string? Name, IReadOnlyList<FieldItem>? Fields);

internal sealed record FieldItem(string? Id);

internal sealed record GetLayoutResponse(
    string LayoutId,
    string LayoutArn,
    string Name,
    LayoutContent Content,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime);

internal sealed record ListLayoutsRequest(int? MaxResults, string? NextToken) : IPagedRequest, IQueryRequest<ListLayoutsRequest>
{
    public static ListLayoutsRequest Read(QueryParameters query) => new(query.Integer("maxResults"), query.Text("nextToken"));
}

internal sealed record ListLayoutsResponse(IReadOnlyList<LayoutSummary> Layouts, string? NextToken);

internal sealed record LayoutSummary(string LayoutId, string LayoutArn, string Name);

internal sealed record UpdateLayoutRequest(string? Name, LayoutContent? Content);

[JsonSerializable(typeof(CreateLayoutRequest))]
[JsonSerializable(typeof(CreateLayoutResponse))]
[JsonSerializable(typeof(GetLayoutResponse))]
[JsonSerializable(typeof(ListLayoutsResponse))]
[JsonSerializable(typeof(UpdateLayoutRequest))]
internal sealed partial class LayoutJson : JsonSerializerContext
{
    public static LayoutJson Wire { get; } = new(WireJson.CreateOptions());
}
