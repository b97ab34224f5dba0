using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectCases.Storage;

/// <summary>A column that rows can be ordered by: a text, a number or an instant.</summary>
internal sealed class Column<TRow>
{
    private readonly Func<TRow, JsonNode?> write;
    private readonly Func<JsonElement, Expression> read;

    private Column(
        LambdaExpression selector, bool canBeMissing, Func<TRow, JsonNode?> write, Func<JsonElement, Expression> read)
    {
        Selector = selector;
        CanBeMissing = canBeMissing;
        this.write = write;
        this.read = read;
    }

    public LambdaExpression Selector { get; }

    public bool CanBeMissing { get; }

    public static Column<TRow> Of(Expression<Func<TRow, string?>> selector, bool canBeMissing)
    {
        var value = selector.Compile();
        return new(selector, canBeMissing, row => value(row), stored => Parameter(stored.GetString()));
    }

    public static Column<TRow> Of(Expression<Func<TRow, double?>> selector, bool canBeMissing)
    {
        var value = selector.Compile();
        return new(selector, canBeMissing, row => value(row), stored => Parameter<double?>(stored.GetDouble()));
    }

    public static Column<TRow> Of(Expression<Func<TRow, long>> selector)
    {
        var value = selector.Compile();
        return new(selector, canBeMissing: false, row => value(row), stored => Parameter(stored.GetInt64()));
    }

    public static Column<TRow> Of(Expression<Func<TRow, DateTimeOffset>> selector)
    {
        var value = selector.Compile();
        return new(
            selector,
            canBeMissing: false,
            row => value(row).UtcTicks,
            stored => Parameter(new DateTimeOffset(stored.GetInt64(), TimeSpan.Zero)));
    }

    public JsonNode? ValueOf(TRow row) => write(row);

    public Expression Operand(JsonElement stored) => read(stored);

    // Wraps the value like a captured variable of a lambda, so that EF Core turns the value into a parameter. The text of the
    // statement is then the same for every page.
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Property(Expression.Constant(new Captured<TValue>(value)), nameof(Captured<TValue>.Value));

    private sealed record Captured<TValue>(TValue Value);
}

/// <summary>
/// An order of rows for paging. A page can continue after any row, even if that row was changed or deleted. Missing values come
/// last in both directions. The values of the last column must be unique.
/// </summary>
internal sealed class Keyset<TRow>(params IReadOnlyList<(Column<TRow> Column, bool Descending)> order)
{
    public string PositionOf(TRow row) =>
        new JsonArray([.. order.Select(sort => sort.Column.ValueOf(row))]).ToJsonString();

    /// <summary>
    /// Returns the rows in this order. The first row follows <paramref name="position"/>, if a position is given.
    /// </summary>
    public IQueryable<TRow> From(IQueryable<TRow> rows, string? position) =>
        Order(position is null ? rows : rows.Where(After(position)));

    private IQueryable<TRow> Order(IQueryable<TRow> rows)
    {
        var sorted = rows.Expression;
        var first = true;
        foreach (var (column, descending) in order)
        {
            if (column.CanBeMissing)
            {
                var missing = Expression.Lambda(
                    Expression.Equal(column.Selector.Body, Null(column.Selector.Body)), column.Selector.Parameters);
                sorted = SortBy(sorted, missing, descending: false, ref first);
            }

            sorted = SortBy(sorted, column.Selector, descending, ref first);
        }

        return rows.Provider.CreateQuery<TRow>(sorted);
    }

    private static MethodCallExpression SortBy(Expression rows, LambdaExpression key, bool descending, ref bool first)
    {
        var method = (first, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        first = false;
        return Expression.Call(typeof(Queryable), method, [typeof(TRow), key.ReturnType], rows, Expression.Quote(key));
    }

    private Expression<Func<TRow, bool>> After(string position)
    {
        using var values = JsonDocument.Parse(position);
        var row = Expression.Parameter(typeof(TRow), "row");
        Expression? after = null;
        for (var index = order.Count - 1; index >= 0; index--)
        {
            var (column, descending) = order[index];
            var value = values.RootElement[index];
            var columnValue = Predicates.Apply(column.Selector, row);
            after = value.ValueKind == JsonValueKind.Null
                ? And(Expression.Equal(columnValue, Null(columnValue)), after)
                : ComesAfter(columnValue, column, value, descending, after);
        }

        return Expression.Lambda<Func<TRow, bool>>(after!, row);
    }

    private static Expression ComesAfter(
        Expression columnValue, Column<TRow> column, JsonElement value, bool descending, Expression? tie)
    {
        var operand = column.Operand(value);
        Expression after = Compare(columnValue, operand, descending ? ExpressionType.LessThan : ExpressionType.GreaterThan);
        if (column.CanBeMissing)
        {
            after = Expression.OrElse(after, Expression.Equal(columnValue, Null(columnValue)));
        }

        if (tie is null)
        {
            return after;
        }

        var joined = Expression.OrElse(after, Expression.AndAlso(Expression.Equal(columnValue, operand), tie));

        // This condition is redundant, but lets the database seek in the index.
        return column.CanBeMissing
            ? joined
            : Expression.AndAlso(
                Compare(columnValue, operand, descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual),
                joined);
    }

    private static BinaryExpression Compare(Expression columnValue, Expression operand, ExpressionType comparison) =>
        columnValue.Type == typeof(string)
            ? Expression.MakeBinary(
                comparison,
                Expression.Call(typeof(string), nameof(string.Compare), null, columnValue, operand),
                Expression.Constant(0))
            : Expression.MakeBinary(comparison, columnValue, operand);

    private static Expression And(Expression condition, Expression? tie) =>
        tie is null ? condition : Expression.AndAlso(condition, tie);

    private static ConstantExpression Null(Expression of) => Expression.Constant(null, of.Type);
}
