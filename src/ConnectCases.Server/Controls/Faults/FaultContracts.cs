using System.Text.Json.Serialization;
using ConnectCases.Protocol.Json;
using ConnectCases.State;

namespace ConnectCases.Controls.Faults;

/// <summary>A rule that injects faults into requests (controls.md 5). The first rule that matches a request decides alone.</summary>
/// <param name="Id">The id, unique in the scope of the rule. The server creates an id if there is none.</param>
/// <param name="Operation">The operation that the rule matches. Null or <c>*</c> for all operations.</param>
/// <param name="Account">The account that the rule matches, or null for all accounts.</param>
/// <param name="Region">The Region that the rule matches, or null for all Regions of the account.</param>
/// <param name="Resource">An id that occurs in the path or in the body, or null for all requests.</param>
/// <param name="Probability">How likely the rule fires, 0 to 1. The default is 1.</param>
/// <param name="Seed">The seed of the generator of the rule. The same seed leads to the same decisions.</param>
/// <param name="After">The number of matching requests that pass first.</param>
/// <param name="Times">How often the rule fires. Later rules apply afterwards.</param>
/// <param name="Sequence">A pattern of failures that repeats.</param>
/// <param name="Error">The error response.</param>
/// <param name="RetryAfter">When the client should retry, in the headers of the error response.</param>
/// <param name="Latency">How long the response is delayed, in real time.</param>
/// <param name="Fault">The kind of broken response.</param>
/// <param name="Moment">Whether the operation is executed. The default is <c>before</c>: nothing is executed.</param>
/// <param name="Ttl">How long the rule exists, on the clock of its scope.</param>
/// <param name="Matched">The number of requests that the rule decided about. Ignored in requests.</param>
/// <param name="Fired">The number of requests into which the rule injected a fault. Ignored in requests.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultRule(
    string? Id = null,
    string? Operation = null,
    string? Account = null,
    string? Region = null,
    string? Resource = null,
    double? Probability = null,
    int? Seed = null,
    int? After = null,
    int? Times = null,
    FaultSequence? Sequence = null,
    FaultError? Error = null,
    string? RetryAfter = null,
    FaultLatency? Latency = null,
    FaultKind? Fault = null,
    FaultMoment? Moment = null,
    string? Ttl = null,
    int? Matched = null,
    int? Fired = null) : IWorldRequest;

/// <summary>A pattern that repeats: some requests fail, then some requests pass.</summary>
/// <param name="Fail">The number of requests that fail.</param>
/// <param name="Pass">The number of requests that pass.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultSequence(int? Fail, int? Pass);

/// <summary>An error response.</summary>
/// <param name="Code">The name of the error. The default is <c>InternalServerException</c>.</param>
/// <param name="Message">The message. Null for a message that names the rule.</param>
/// <param name="StatusCode">The status. Null for the status of the model.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultError(string? Code, string? Message, int? StatusCode);

/// <summary>The kinds of broken responses.</summary>
[JsonConverter(typeof(WireEnumConverter<FaultKind>))]
internal enum FaultKind
{
    /// <summary>The connection ends with a reset.</summary>
    [JsonStringEnumMemberName("CONNECTION_RESET")]
    ConnectionReset,

    /// <summary>The connection ends without a response.</summary>
    [JsonStringEnumMemberName("EMPTY_RESPONSE")]
    EmptyResponse,

    /// <summary>The connection ends in the middle of the response.</summary>
    [JsonStringEnumMemberName("TRUNCATED_RESPONSE")]
    TruncatedResponse,

    /// <summary>A complete response whose body is not JSON.</summary>
    [JsonStringEnumMemberName("MALFORMED_RESPONSE")]
    MalformedResponse,

    /// <summary>No response until the client disconnects.</summary>
    [JsonStringEnumMemberName("TIMEOUT")]
    Timeout,
}

/// <summary>The moment of a fault.</summary>
[JsonConverter(typeof(WireEnumConverter<FaultMoment>))]
internal enum FaultMoment
{
    /// <summary>The operation is not executed.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>The operation is executed, and its response is lost.</summary>
    [JsonStringEnumMemberName("afterCommit")]
    AfterCommit,
}
