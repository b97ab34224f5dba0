using System.Linq.Expressions;

namespace ConnectCases.State;

/// <summary>
/// Chooses worlds. A world is an account in a Region. Without a Region, all Regions of the account are chosen. Without an account, all
/// worlds are chosen.
/// </summary>
internal interface IWorldRequest
{
    string? Account { get; }

    string? Region { get; }
}

/// <summary>The worlds that a call without a request chooses.</summary>
internal sealed record WorldScope(string? Account = null, string? Region = null) : IWorldRequest;

internal static class WorldRows
{
    /// <summary>Returns the rows of the world or worlds.</summary>
    /// <param name="world">The request.</param>
    /// <param name="rows">The rows of all worlds.</param>
    /// <param name="account">Returns the account of a row.</param>
    /// <param name="region">Returns the Region of a row.</param>
    public static IQueryable<TRow> Of<TRow>(
        this IWorldRequest world, IQueryable<TRow> rows, Expression<Func<TRow, string>> account, Expression<Func<TRow, string>> region)
    {
        rows = world.Account is { } wantedAccount ? rows.Where(Equal(account, wantedAccount)) : rows;
        return world.Region is { } wantedRegion ? rows.Where(Equal(region, wantedRegion)) : rows;
    }

    /// <summary>Determines whether a scope is inside the chosen worlds. An empty account or Region stands for all of them.</summary>
    public static bool Includes(this IWorldRequest world, string account, string region) =>
        (world.Account is null || world.Account == account) && (world.Region is null || world.Region == region);

    // EF Core makes a parameter of a captured variable, and a part of the statement of a constant.
    private static Expression<Func<TRow, bool>> Equal<TRow>(Expression<Func<TRow, string>> column, string value)
    {
        Expression<Func<string>> captured = () => value;
        return Expression.Lambda<Func<TRow, bool>>(Expression.Equal(column.Body, captured.Body), column.Parameters);
    }
}
