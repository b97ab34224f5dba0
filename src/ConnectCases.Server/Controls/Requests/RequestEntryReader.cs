using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Journal;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Controls.Requests;

/// <summary>Turns entries of the journal into the form in which callers read them.</summary>
internal static partial class RequestEntryReader
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
            entry.Caller?.Account,
            entry.Caller?.Region,
            entry.Caller?.PrincipalArn,
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

    /// <summary>Groups the attempts of calls that were tried more than once.</summary>
    public static IReadOnlyList<SdkCall> Calls(IEnumerable<JournalEntry> entries) =>
    [
        .. entries.Where(entry => entry.InvocationId is not null).GroupBy(entry => entry.InvocationId!).Where(call => call.Skip(1).Any())
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

    // A presigned request has its signature, credential and session token in the query.
    private static string WithoutSignature(string target) => SignatureParameter().Replace(target, "").TrimEnd('?', '&');

    private static JsonElement? Read(BodyExcerpt body)
    {
        if (body.Start is not { } start)
        {
            return null;
        }

        try
        {
            if (body.IsComplete)
            {
                var reader = new Utf8JsonReader(start);
                return JsonElement.ParseValue(ref reader);
            }
        }
        catch (JsonException)
        {
            // The request was refused because of this body. The journal shows the text.
        }

        var text = Encoding.UTF8.GetString(start);
        return JsonSerializer.SerializeToElement(body.IsComplete ? text : $"{text}… ({body.Length} bytes)", ControlJson.Default.String);
    }

    [GeneratedRegex("(?<=[?&])X-Amz-[^=&]*=[^&]*&?", RegexOptions.IgnoreCase)]
    private static partial Regex SignatureParameter();
}
