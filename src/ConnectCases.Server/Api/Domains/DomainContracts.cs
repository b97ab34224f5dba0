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

internal sealed record ListDomainsRequest(int? MaxResults, string? NextToken) : IPagedRequest, IQueryRequest<ListDomainsRequest>
{
    public static ListDomainsRequest Read(QueryParameters query) => new(query.Integer("maxResults"), query.Text("nextToken"));
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
