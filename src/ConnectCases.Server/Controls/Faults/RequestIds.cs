using System.Text.Json;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Controls.Faults;

/// <summary>Collects the texts of a request that can be ids: the labels of the path, and all strings of the body.</summary>
internal static class RequestIds
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 512 };

    public static async Task<IReadOnlySet<string>> ReadAsync(HttpContext context)
    {
        var ids = new HashSet<string>();
        foreach (var label in context.Request.RouteValues.Values.OfType<string>())
        {
            Add(ids, label);
        }

        AddStrings(ids, await RequestBody.PeekAsync(context));
        return ids;
    }

    // The operation reports a body that is not JSON.
    private static void AddStrings(HashSet<string> ids, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(RequestBody.WithoutMark(body), Deep);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String)
                {
                    Add(ids, reader.GetString()!);
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return;
        }
    }

    // The parts of an ARN contain the ids of its resource and of the parents of its resource.
    private static void Add(HashSet<string> ids, string text)
    {
        ids.Add(text);
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            ids.UnionWith(text.Split('/'));
        }
    }
}
