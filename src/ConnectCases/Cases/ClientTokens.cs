using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConnectCases.Domains;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Cases;

/// <summary>The client tokens of a domain, each for one unit of work alone.</summary>
internal static class ClientTokens
{
    private static readonly Func<CasesDbContext, long, string, ClientToken?> TokenOf = EF.CompileQuery(
        (CasesDbContext db, long domainKey, string token) => db.ClientTokens.AsTracking()
            .FirstOrDefault(known => known.DomainKey == domainKey && known.Token == token));

    /// <summary>The row of a token, a new one where it was not used before; null for a request that has none.</summary>
    public static ClientToken? Find(CasesDbContext db, Domain domain, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        db.Hold($"{domain.DomainId} {token}");
        return TokenOf(db, domain.Key, token) ?? new ClientToken { DomainKey = domain.Key, Token = token };
    }

    /// <summary>Keeps what is answered, in the unit of work that makes it so.</summary>
    public static void Remember(
        CasesDbContext db, ClientToken? token, string parameters, string answer, DateTimeOffset now)
    {
        token?.Remember(parameters, answer, now);
        if (token is not null && db.Entry(token).State == EntityState.Detached)
        {
            db.Add(token);
        }
    }

    /// <summary>
    /// What stands for the token of a batch, and for it on one of the cases: whoever repeats a batch after half of it was done
    /// gets the other half. Longer than CreateCase lets a token be, so that no two can be the same.
    /// </summary>
    public static string? OfBatch(string operation, string? token, string caseId = "") => string.IsNullOrEmpty(token)
        ? null
        : $"batch {Digest(Encoding.UTF8.GetBytes($"{operation}\n{caseId}\n{token}"))}";

    public static string DigestOf<TRequest>(TRequest parameters) =>
        Digest(JsonSerializer.SerializeToUtf8Bytes(parameters, WireJson.TypeInfo<TRequest>()));

    private static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
