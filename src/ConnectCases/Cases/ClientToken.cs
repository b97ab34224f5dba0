namespace ConnectCases.Cases;

/// <summary>What a request with a client token was answered, for as long as a repetition gets the same answer (behaviour.md 1.9).</summary>
internal sealed class ClientToken
{
    public const string OfAnother = "The clientToken was used with other parameters; a new request needs a new token.";

    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public long DomainKey { get; init; }

    /// <summary>As CreateCase got it; what stands here for batches is the business of <see cref="ClientTokens"/>.</summary>
    public required string Token { get; init; }

    /// <summary>A digest of the other parameters.</summary>
    public string Parameters { get; private set; } = "";

    /// <summary>The id of what was made; for a batch as a whole the ids of its cases.</summary>
    public string Answer { get; private set; } = "";

    public DateTimeOffset CreatedTime { get; private set; }

    /// <summary>Whether the request was answered before.</summary>
    public bool Answers(string parameters, DateTimeOffset now) => IsLive(now) && Parameters == parameters;

    public bool IsOfAnother(string parameters, DateTimeOffset now) => IsLive(now) && Parameters != parameters;

    /// <summary>Tokens of this time and before no longer answer.</summary>
    public static DateTimeOffset ExpiredAt(DateTimeOffset now) => now - Retention;

    public void Remember(string parameters, string answer, DateTimeOffset now) =>
        (Parameters, Answer, CreatedTime) = (parameters, answer, now);

    private bool IsLive(DateTimeOffset now) => CreatedTime > ExpiredAt(now);
}
