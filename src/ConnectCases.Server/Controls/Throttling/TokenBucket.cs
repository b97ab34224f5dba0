namespace ConnectCases.Controls.Throttling;

/// <summary>Counts the requests that are possible. Is full at first, and fills with the rate of the operation.</summary>
internal sealed class TokenBucket(RateLimit limit, DateTimeOffset now)
{
    private readonly decimal rate = (decimal)limit.Rate!.Value;
    private readonly decimal burst = limit.Burst!.Value;
    private decimal tokens = limit.Burst!.Value;
    private DateTimeOffset filled = now;

    public RateLimit Limit => limit;

    /// <summary>The time until the next token, in whole milliseconds.</summary>
    public TimeSpan TimeToToken => TimeSpan.FromMilliseconds((double)Math.Ceiling(Math.Max(0, 1 - tokens) * 1_000 / rate));

    /// <summary>Takes a token. Returns false if no whole token is left.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        Fill(now);
        if (tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }

    public decimal Count(DateTimeOffset now)
    {
        Fill(now);
        return tokens;
    }

    public bool IsFull(DateTimeOffset now) => Count(now) == burst;

    // A clock that moves back removes no tokens.
    private void Fill(DateTimeOffset now)
    {
        if (now > filled)
        {
            tokens = Math.Min(burst, tokens + (rate * (now - filled).Ticks / TimeSpan.TicksPerSecond));
        }

        filled = now;
    }
}
