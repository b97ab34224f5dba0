using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.Layouts;

/// <summary>The fields that the agent workspace shows, in order. A layout does not restrict cases (behaviour.md 6.1).</summary>
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

    /// <summary>Returns the layout without deleted fields.</summary>
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
