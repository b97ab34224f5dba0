using System.Text.Json;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ConnectCases.Protocol.Http;

/// <summary>Warns about parts of a request that its operation does not read: query parameters, or a body.</summary>
/// <param name="parameters">The query parameters of the operation.</param>
/// <param name="readsBody">Whether the operation reads the body.</param>
internal sealed class IgnoredInput(IReadOnlyList<string> parameters, bool readsBody)
{
    private const int MaxWarnings = 5;

    /// <summary>Adds the warnings to a request of the API.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The data of the request.</param>
    /// <param name="members">The members of the body, if the operation reads the body.</param>
    public async ValueTask WarnAsync(HttpContext context, RequestContext request, Lazy<MemberNames> members)
    {
        if (request is not { ApiOperation: { } operation, Warnings: { } warnings })
        {
            return;
        }

        if (context.Request.QueryString.HasValue)
        {
            WarnAboutQuery(context.Request.QueryString.Value!, readsBody ? members.Value.Names : [], operation, warnings);
        }

        if (!readsBody && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            var body = await RequestBody.ReadBytesAsync(context);
            request.RequestBody = BodyExcerpt.Of(body);
            WarnAboutBody(body, operation, warnings);
        }
    }

    private void WarnAboutQuery(string query, IReadOnlyList<string> members, string operation, RequestWarnings warnings)
    {
        var names = new List<string>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            names.Add(pair.DecodeName().ToString());
        }

        // A presigned request has its signature in the query.
        foreach (var name in names.Except(parameters).Where(name => !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)).Take(MaxWarnings))
        {
            warnings.Add($"Query parameter '{name}' was ignored.{ErrorText.Whole(Suggest(name, parameters, members, $"{operation} has it in the body."))}");
        }
    }

    private void WarnAboutBody(byte[] body, string operation, RequestWarnings warnings)
    {
        foreach (var name in NamesIn(body).Take(MaxWarnings))
        {
            var suggestion = Suggest(name, [], parameters, $"{operation} has it as a query parameter.");
            warnings.Add($"Member '{name}' of the body was ignored, because {operation} does not read a body.{ErrorText.Whole(suggestion)}");
        }
    }

    private static string Suggest(string name, IReadOnlyList<string> own, IReadOnlyList<string> elsewhere, string place)
    {
        if (elsewhere.Contains(name))
        {
            return $" {place}";
        }

        return (NearestNames.Of(name, [.. own, .. elsewhere]), own) switch
        {
            ([var similar, ..], _) => $" Did you mean '{similar}'?",
            (_, []) => "",
            _ => $" The parameters are {string.Join(", ", own)}.",
        };
    }

    private static IReadOnlyList<string> NamesIn(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } json
                ? [.. json.EnumerateObject().Select(member => member.Name)]
                : [];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The operation ignores a body that is no JSON too.
            return [];
        }
    }
}
