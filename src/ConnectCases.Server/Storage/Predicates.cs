using System.Linq.Expressions;

namespace ConnectCases.Storage;

/// <summary>Joins conditions on rows into one condition that the database can evaluate.</summary>
internal static class Predicates
{
    public static Expression<Func<T, bool>> All<T>(IEnumerable<Expression<Func<T, bool>>> conditions) =>
        Join(conditions, Expression.AndAlso) ?? (_ => true);

    public static Expression<Func<T, bool>> Any<T>(IEnumerable<Expression<Func<T, bool>>> conditions) =>
        Join(conditions, Expression.OrElse) ?? (_ => false);

    public static Expression<Func<T, bool>> Not<T>(Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    /// <summary>Returns the condition that at least one of the <paramref name="items"/> of an owner meets a condition.</summary>
    public static Expression<Func<TOwner, bool>> Exists<TOwner, TItem>(
        Expression<Func<TOwner, IEnumerable<TItem>>> items, Expression<Func<TItem, bool>> condition) =>
        Expression.Lambda<Func<TOwner, bool>>(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(TItem)], items.Body, condition),
            items.Parameters);

    /// <summary>
    /// Returns the body of <paramref name="lambda"/> with its parameter replaced by <paramref name="argument"/>.
    /// </summary>
    public static Expression Apply(LambdaExpression lambda, Expression argument) =>
        new Replacement(lambda.Parameters[0], argument).Visit(lambda.Body);

    private static Expression<Func<T, bool>>? Join<T>(
        IEnumerable<Expression<Func<T, bool>>> conditions, Func<Expression, Expression, Expression> join) =>
        conditions.Aggregate(
            (Expression<Func<T, bool>>?)null,
            (joined, next) => joined is null
                ? next
                : Expression.Lambda<Func<T, bool>>(
                    join(joined.Body, Apply(next, joined.Parameters[0])), joined.Parameters));

    private sealed class Replacement(ParameterExpression parameter, Expression argument) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? argument : node;
    }
}
