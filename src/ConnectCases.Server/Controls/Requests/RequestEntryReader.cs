using System.Globalization;
using System.Text;
using System.Text.Json;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Journal;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Controls.Requests;

/// <summary>Turns entries of the journal into the form in which callers read them.</summary>
internal static class RequestEntryReader
{
    private const string ReferencePage = "https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_";

    public static RequestEntry Read(this JournalEntry entry)
    {
        var (attempt, maxAttempts) = (Number(entry.SdkRequest, "attempt"), Number(entry.SdkRequest, "max"));
        return new(
            entry.Sequence,
            entry.RequestId,
            entry.Time,
            Durations.Format(entry.Duration),
            entry.Operation,
            entry.Account,
            entry.Region,
            entry.Principal ?? (entry is { Account: { } account, Region: { } region } ? Caller.DefaultPrincipalArn(account, region) : null),
            entry.UserAgent?.Split(' ')[0] is { Length: > 0 } client ? client : null,
            entry.InvocationId,
            attempt,
            maxAttempts,
            entry.Method,
            WithoutSignature(entry.Target),
            entry.Status,
            entry.ErrorCode,
            entry.ErrorMessage,
            ReadReason(entry),
            entry.Warnings.Count > 0 ? entry.Warnings : null,
            entry.Fault is { } fault
                ? new(fault.RuleId, fault.Moment, fault.ErrorCode, fault.Fault, fault.Latency is { } latency ? Durations.Format(latency) : null)
                : null,
            Read(entry.RequestBody),
            Read(entry.ResponseBody));
    }

    /// <summary>Groups the attempts of the calls of some requests. Leaves out calls with one attempt.</summary>
    /// <param name="chosen">The calls of the chosen requests.</param>
    /// <param name="all">All requests. A call can have attempts that are not chosen.</param>
    public static IReadOnlyList<SdkCall> Calls(IReadOnlySet<string?> chosen, IEnumerable<JournalEntry> all) =>
    [
        .. all.Where(entry => entry.InvocationId is not null && chosen.Contains(entry.InvocationId)).GroupBy(entry => entry.InvocationId!)
            .Where(call => call.Skip(1).Any())
            .Select(call => new SdkCall(call.Key, call.First().Operation, [.. call.Select(entry => entry.RequestId)], call.Last().Status)),
    ];

    private static RequestEntryReason? ReadReason(JournalEntry entry) => entry.Reason is not { } reason
        ? null
        : new(
            JsonNamingPolicy.CamelCase.ConvertName($"{reason.Rule}"),
            reason.Member,
            reason.Expected,
            reason.Actual,
            entry.Operation is null ? null : $"{ReferencePage}{entry.Operation}.html",
            reason.Hint);

    private static int? Number(string? sdkRequest, string name) =>
        sdkRequest?.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal)) is { } part
        && int.TryParse(part.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // A presigned request has its signature, credential and session token in the query. Some clients also send the
    // Authorization header as a parameter.
    private static string WithoutSignature(string target)
    {
        if (target.Split('?', 2) is not [var path, var query])
        {
            return target;
        }

        var others = query.Split('&').Where(pair => !IsSecret(Uri.UnescapeDataString(pair.Split('=')[0]).Trim()));
        return string.Join('&', others) is { Length: > 0 } rest ? $"{path}?{rest}" : path;
    }

    private static bool IsSecret(string parameter) => parameter.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)
        || parameter.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Read(BodyExcerpt body)
    {
        if (body.Start is not { } start)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(start);
        return (body.IsComplete ? ParseJson(start) : null)
            ?? JsonSerializer.SerializeToElement(body.IsComplete ? text : $"{text}… ({body.Length} bytes)", ControlJson.Default.String);
    }

    // A request can be refused because its body is no JSON, or has texts that are not valid Unicode and cannot be written.
    private static JsonElement? ParseJson(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(RequestBody.WithoutMark(body));
            var json = JsonElement.ParseValue(ref reader);

            // Throws if more than one JSON value is in the body.
            reader.Read();
            JsonSerializer.SerializeToUtf8Bytes(json, ControlJson.Default.JsonElement);
            return json;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
