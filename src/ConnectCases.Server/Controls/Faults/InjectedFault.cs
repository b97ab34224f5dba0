using System.Net;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Controls.Faults;

/// <summary>A fault for one request.</summary>
/// <param name="Source">The rule that fired.</param>
/// <param name="Latency">How long the response is delayed, or null.</param>
internal sealed record InjectedFault(ActiveRule Source, TimeSpan? Latency)
{
    private readonly FaultRule rule = Source.Rule;

    public FaultKind? Kind => rule.Fault;

    public bool IsAfterCommit => rule.Moment == FaultMoment.AfterCommit;

    /// <summary>Whether the client gets an error response.</summary>
    public bool IsError => rule.Error is not null || rule is { Fault: null, Latency: null };

    public FiredFault ToRecord() => new(
        rule.Id!,
        WireEnum<FaultMoment>.NameOf(rule.Moment ?? FaultMoment.Before),
        IsError ? Code : null,
        rule.Fault is { } kind ? WireEnum<FaultKind>.NameOf(kind) : null,
        Latency);

    /// <summary>Creates the error response of a request.</summary>
    public InjectedError ToError(HttpContext context)
    {
        var status = rule.Error?.StatusCode is { } given ? (HttpStatusCode)given : InjectedError.StatusOf(Code)!.Value;
        var message = rule.Error?.Message ?? (Code == nameof(ThrottlingException)
            ? ThrottlingException.DefaultMessage
            : $"Injected by the fault rule '{rule.Id}'.");
        var (type, id) = Code == nameof(ResourceNotFoundException) ? ResourceOf(context) : (null, null);
        return new(Code, status, ErrorText.Whole(message), Hint, id, type)
        {
            RetryAfter = rule.RetryAfter is { } text && Durations.TryParse(text, out var time) ? time : null,
        };
    }

    private ErrorText Hint =>
        $"The fault rule '{rule.Id}' injected this error. DELETE /_emulator/faults/{rule.Id} removes the rule.";

    private string Code => rule.Error?.Code ?? nameof(InternalServerException);

    // The resource of an operation is the last label of its path, such as caseId.
    private (string Type, string Id) ResourceOf(HttpContext context)
    {
        var labels = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.Parameters;
        if (labels is not [.., { Name: var name }])
        {
            return ("Domain", rule.Resource ?? "unknown");
        }

        var type = name == "arn" ? "Resource" : $"{char.ToUpperInvariant(name[0])}{name[1..^2]}";
        return (type, context.Label(name));
    }
}
