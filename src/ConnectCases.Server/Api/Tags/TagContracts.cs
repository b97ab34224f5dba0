using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.Tags;

internal sealed record TagResourceRequest(IReadOnlyDictionary<string, string?>? Tags);

internal sealed record UntagResourceRequest(IReadOnlyList<string>? TagKeys) : IQueryRequest
{
    public static ValueTask<UntagResourceRequest?> BindAsync(HttpContext context) =>
        new(new UntagResourceRequest(new QueryParameters(context.Request).List("tagKeys")));
}

internal sealed record ListTagsForResourceResponse(StoredJson<IReadOnlyDictionary<string, string>> Tags);

[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
internal sealed partial class TagJson : JsonSerializerContext;
