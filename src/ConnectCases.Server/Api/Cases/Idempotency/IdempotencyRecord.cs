using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Cases.Idempotency;

/// <summary>The result of a request with a client token. A repeated request gets the same response (behaviour.md 1.9).</summary>
internal sealed class IdempotencyRecord
{
    public const string DifferentParameters =
        "The clientToken was already used with other parameters. Use a new token for a new request.";

    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public long DomainKey { get; init; }

    /// <summary>The token of CreateCase, or the key that <see cref="IdempotencyTokens"/> makes for a batch.</summary>
    public required string Token { get; init; }

    /// <summary>A digest of the parameters of the request without the token.</summary>
    public string Parameters { get; private set; } = "";

    /// <summary>The id of the created resource. For a whole batch, the ids of its cases.</summary>
    public string ResultId { get; private set; } = "";

    public DateTimeOffset CreatedTime { get; private set; }

    /// <summary>Determines whether the same request was completed before.</summary>
    public bool IsRepetition(string parameters, DateTimeOffset now) => IsLive(now) && Parameters == parameters;

    /// <summary>Determines whether a request with other parameters used the token.</summary>
    public bool IsConflict(string parameters, DateTimeOffset now) => IsLive(now) && Parameters != parameters;

    /// <summary>Returns a time. Records that were created at this time or earlier are expired.</summary>
    public static DateTimeOffset ExpiredAt(DateTimeOffset now) => now - Retention;

    public void Complete(string parameters, string resultId, DateTimeOffset now) =>
        (Parameters, ResultId, CreatedTime) = (parameters, resultId, now);

    private bool IsLive(DateTimeOffset now) => CreatedTime > ExpiredAt(now);
}

internal static class IdempotencyTable
{
    extension(CasesDbContext db)
    {
        public DbSet<IdempotencyRecord> IdempotencyRecords => db.Set<IdempotencyRecord>();
    }
}
