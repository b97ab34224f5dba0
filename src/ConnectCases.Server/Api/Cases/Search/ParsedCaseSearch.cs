using System.Globalization;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>A SearchCases request after all checks.</summary>
/// <param name="Query">The conditions and the order.</param>
/// <param name="Tokens">The tokens of this listing.</param>
/// <param name="Total">The number of cases that the first page counted, or null for the first page.</param>
/// <param name="Position">The position of the last case of the previous page, or null for the first page.</param>
/// <param name="Size">The page size.</param>
/// <param name="FieldIds">The fields to return.</param>
internal sealed record ParsedCaseSearch(
    CaseQuery Query, PageTokens Tokens, long? Total, string? Position, int Size, string[] FieldIds)
{
    private const int DefaultPageSize = 25;

    /// <param name="db">The database.</param>
    /// <param name="domain">The domain to search.</param>
    /// <param name="request">The validated request.</param>
    /// <param name="options">The options of the emulator.</param>
    /// <param name="now">The time in the world of the domain.</param>
    /// <exception cref="ValidationException">A field, an operator, an operand or the token is invalid.</exception>
    public static ParsedCaseSearch Parse(
        CasesDbContext db, Domain domain, SearchCasesRequest request, EmulatorOptions options, DateTimeOffset now)
    {
        var query = CaseQuery.Parse(db, domain, request, options, options.SearchableUntil(now));
        var listing = request with { MaxResults = null, NextToken = null, Fields = null };
        var tokens = new PageTokens(
            "SearchCases", domain.DomainId, StoredJson.From(listing, CaseJson.Wire.SearchCasesRequest).Json);
        var (total, position) = Continue(tokens.ReadPosition(request.NextToken));
        var size = options.PageSize(request.MaxResults, DefaultPageSize);

        var fieldIds = (request.Fields ?? []).Select(field => field.Id!).Distinct().ToArray();
        FieldLookup.Find(db, domain, "fields", fieldIds);
        return new(query, tokens, total, position, size, fieldIds);
    }

    /// <summary>Splits the position of a token into the count of the first page and the position of the last case.</summary>
    private static (long? Total, string? Position) Continue(string? position) => position?.Split('|', 2) is [var total, var last]
        ? (long.Parse(total, CultureInfo.InvariantCulture), last)
        : (null, null);
}
