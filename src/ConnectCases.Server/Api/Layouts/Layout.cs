using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.Layouts;

/// <summary>Which fields the agent workspace shows, and in which order; no rule for cases (behaviour.md 6.1).</summary>
internal sealed class Layout : DomainResource
{
    public required string LayoutId { get; init; }

    public required StoredJson<LayoutContent> Content { get; set; }

    public string ArnIn(Domain domain) => $"{domain.Arn}/layout/{LayoutId}";

    public void Apply(UpdateLayoutRequest request, DateTimeOffset now)
    {
        Name = request.Name ?? Name;
        Content = request.Content is { } content ? StoredJson.From(content, LayoutJson.Wire.LayoutContent) : Content;
        LastModifiedTime = now;
    }

    public LayoutSummary ToSummary(Domain domain) => new(LayoutId, ArnIn(domain), Name);

    /// <summary>The layout without the fields that are deleted meanwhile.</summary>
    public GetLayoutResponse ToResponse(Domain domain, IReadOnlySet<string> deletedFields) => new(
        LayoutId,
        ArnIn(domain),
        Name,
        Content.Read(LayoutJson.Wire.LayoutContent).Without(deletedFields),
        Tags,
        Deleted,
        CreatedTime,
        LastModifiedTime);
}
