namespace ConnectCases.Cases;

/// <summary>What CreateCase answered to a client token, for as long as a repetition gets the same answer (behaviour.md 1.9).</summary>
internal sealed class ClientToken
{
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public long DomainKey { get; init; }

    public required string Token { get; init; }

    /// <summary>A digest of the other parameters.</summary>
    public string Parameters { get; private set; } = "";

    public string CaseId { get; private set; } = "";

    public DateTimeOffset CreatedTime { get; private set; }

    public bool AnswersAt(DateTimeOffset now) => CreatedTime > ExpiredAt(now);

    /// <summary>Tokens of this time and before no longer answer.</summary>
    public static DateTimeOffset ExpiredAt(DateTimeOffset now) => now - Retention;

    public void Remember(string parameters, string caseId, DateTimeOffset now) =>
        (Parameters, CaseId, CreatedTime) = (parameters, caseId, now);
}
