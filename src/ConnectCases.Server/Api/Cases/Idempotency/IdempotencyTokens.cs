using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Cases.Idempotency;

/// <summary>Finds and saves the idempotency records of a domain.</summary>
internal static class IdempotencyTokens
{
    private static readonly Func<CasesDbContext, long, string, IdempotencyRecord?> ByToken = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string token) => db.Set<IdempotencyRecord>().AsTracking()
            .FirstOrDefault(record => record.DomainKey == domainKey && record.Token == token));

    /// <summary>
    /// Locks a token and returns its record, or a new record for an unused token. Returns null for a request without a token.
    /// </summary>
    public static IdempotencyRecord? Find(CasesDbContext unit, Domain domain, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        unit.LockExclusive($"{domain.DomainId} {token}");
        return ByToken(unit, domain.Key, token) ?? new IdempotencyRecord { DomainKey = domain.Key, Token = token };
    }

    /// <summary>Saves the result of a request in the unit of work that makes the change.</summary>
    public static void Save(
        CasesDbContext unit, IdempotencyRecord? record, string parameters, string resultId, DateTimeOffset now)
    {
        record?.Complete(parameters, resultId, now);
        if (record is not null && unit.Entry(record).State == EntityState.Detached)
        {
            unit.Add(record);
        }
    }

    /// <summary>
    /// Returns the key of a batch, or of one case in a batch. With a key per case, a repeated batch changes only the remaining
    /// cases. The key is longer than the maximum length of a CreateCase token, so the two kinds of keys never collide.
    /// </summary>
    public static string? OfBatch(string operation, string? token, string caseId = "") => string.IsNullOrEmpty(token)
        ? null
        : $"batch {Digest(Encoding.UTF8.GetBytes($"{operation}\n{caseId}\n{token}"))}";

    public static string DigestOf<TRequest>(TRequest parameters, JsonTypeInfo<TRequest> type) =>
        Digest(JsonSerializer.SerializeToUtf8Bytes(parameters, type));

    private static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
