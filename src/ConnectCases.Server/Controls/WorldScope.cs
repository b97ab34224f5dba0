using System.Linq.Expressions;
using FluentValidation;

namespace ConnectCases.Controls;

/// <summary>
/// A request of a control for one world. A world is an account in a Region. Without a Region, the request applies to all Regions of the
/// account. Without an account, the request applies to all worlds.
/// </summary>
internal interface IWorldRequest
{
    string? Account { get; }

    string? Region { get; }
}

internal static class WorldScope
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

    /// <summary>Requires a valid account and Region.</summary>
    public static void ForWorld<T>(this AbstractValidator<T> validator)
        where T : IWorldRequest
    {
        validator.RuleFor(request => request.Account).Must(account => account is null || EmulatorOptionsValidator.IsAccount(account))
            .WithMessage("Member must be an account id of 12 digits, it is '{PropertyValue}'");
        validator.RuleFor(request => request.Region).Must(region => region is null || EmulatorOptionsValidator.IsRegion(region))
            .WithMessage("Member must be the name of a Region, such as us-east-1, it is '{PropertyValue}'")
            .Must((request, region) => region is null || request.Account is not null)
            .WithMessage("Member must be absent if account is absent");
    }

    // EF Core makes a parameter of a captured variable, and a part of the statement of a constant.
    private static Expression<Func<TRow, bool>> Equal<TRow>(Expression<Func<TRow, string>> column, string value)
    {
        Expression<Func<string>> captured = () => value;
        return Expression.Lambda<Func<TRow, bool>>(Expression.Equal(column.Body, captured.Body), column.Parameters);
    }
}
