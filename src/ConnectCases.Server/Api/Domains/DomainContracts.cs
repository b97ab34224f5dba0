using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Api.Domains;

internal sealed record CreateDomainRequest(string? Name);

internal sealed record CreateDomainResponse(string DomainId, string DomainArn, DomainStatus DomainStatus);

internal sealed record GetDomainResponse(
    string DomainId,
    string DomainArn,
    string Name,
    DateTimeOffset CreatedTime,
    DomainStatus DomainStatus,
    StoredJson<IReadOnlyDictionary<string, string>> Tags);

internal sealed record ListDomainsRequest(int? MaxResults, string? NextToken) : IPagedRequest, IQueryRequest
{
    public static ValueTask<ListDomainsRequest?> BindAsync(HttpContext context)
    {
        var query = new QueryParameters(context.Request);
        return new(new ListDomainsRequest(query.Integer("maxResults"), query.Text("nextToken")));
    }
}

internal sealed record ListDomainsResponse(IReadOnlyList<DomainSummary> Domains, string? NextToken);

internal sealed record DomainSummary(string DomainId, string DomainArn, string Name);

[JsonConverter(typeof(WireEnumConverter<DomainStatus>))]
internal enum DomainStatus
{
    Active,
    CreationInProgress,
    CreationFailed,
}

[JsonSerializable(typeof(CreateDomainRequest))]
[JsonSerializable(typeof(CreateDomainResponse))]
[JsonSerializable(typeof(GetDomainResponse))]
[JsonSerializable(typeof(ListDomainsResponse))]
internal sealed partial class DomainJson : JsonSerializerContext;
