namespace ConnectCases.Protocol.Http;

/// <summary>The fault that a rule injected into a request.</summary>
/// <param name="RuleId">The id of the rule.</param>
/// <param name="Moment">Whether the operation was executed: <c>before</c> or <c>afterCommit</c>.</param>
/// <param name="ErrorCode">The code of the injected error, or null.</param>
/// <param name="Fault">The kind of the broken response, such as <c>CONNECTION_RESET</c>, or null.</param>
/// <param name="Latency">How long the response was delayed, or null.</param>
internal sealed record FiredFault(string RuleId, string Moment, string? ErrorCode, string? Fault, TimeSpan? Latency)
{
    /// <summary>The moment of a fault whose operation was executed.</summary>
    public const string AfterCommit = "afterCommit";
}
