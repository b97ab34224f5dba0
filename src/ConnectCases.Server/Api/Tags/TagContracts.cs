using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.Tags;

internal sealed record TagResourceRequest(IReadOnlyDictionary<string, string?>? Tags);

internal sealed record UntagResourceRequest(IReadOnlyList<string>? TagKeys) : IQueryRequest<UntagResourceRequest>
{
    public static UntagResourceRequest Read(QueryParameters query) => new(query.List("tagKeys"));
}

internal sealed record ListTagsForResourceResponse(StoredJson<IReadOnlyDictionary<string, string>> Tags);

[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
internal sealed partial class TagJson : JsonSerializerContext;
