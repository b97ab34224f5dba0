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

    // A captured value, as a lambda has it, becomes a parameter of the statement, which then is the same for every page.
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Property(Expression.Constant(new Captured<TValue>(value)), nameof(Captured<TValue>.Value));

    private sealed record Captured<TValue>(TValue Value);
}

/// <summary>
/// An order of rows in which a page can continue after any of them, also when that one has changed or gone since. Missing
/// values come last in both directions. The last column must tell any two rows apart.
/// </summary>
internal sealed class Keyset<TRow>(params IReadOnlyList<(Column<TRow> Column, bool Descending)> order)
{
    public string PositionOf(TRow row) =>
        new JsonArray([.. order.Select(sort => sort.Column.ValueOf(row))]).ToJsonString();

    /// <summary>The rows in this order, from the one that follows <paramref name="position"/>, or from the first.</summary>
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
                sorted = By(sorted, missing, descending: false, ref first);
            }

            sorted = By(sorted, column.Selector, descending, ref first);
        }

        return rows.Provider.CreateQuery<TRow>(sorted);
    }

    private static MethodCallExpression By(Expression rows, LambdaExpression key, bool descending, ref bool first)
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
            var own = Predicates.Apply(column.Selector, row);
            after = value.ValueKind == JsonValueKind.Null
                ? Both(Expression.Equal(own, Null(own)), after)
                : Beyond(own, column, value, descending, after);
        }

        return Expression.Lambda<Func<TRow, bool>>(after!, row);
    }

    private static Expression Beyond(
        Expression own, Column<TRow> column, JsonElement value, bool descending, Expression? tie)
    {
        var operand = column.Operand(value);
        Expression beyond = Compare(own, operand, descending ? ExpressionType.LessThan : ExpressionType.GreaterThan);
        if (column.CanBeMissing)
        {
            beyond = Expression.OrElse(beyond, Expression.Equal(own, Null(own)));
        }

        if (tie is null)
        {
            return beyond;
        }

        var joined = Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(own, operand), tie));

        // Says again what follows from the rest: an index can begin there.
        return column.CanBeMissing
            ? joined
            : Expression.AndAlso(
                Compare(own, operand, descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual), joined);
    }

    private static BinaryExpression Compare(Expression own, Expression operand, ExpressionType comparison) =>
        own.Type == typeof(string)
            ? Expression.MakeBinary(
                comparison,
                Expression.Call(typeof(string), nameof(string.Compare), null, own, operand),
                Expression.Constant(0))
            : Expression.MakeBinary(comparison, own, operand);

    private static Expression Both(Expression condition, Expression? tie) =>
        tie is null ? condition : Expression.AndAlso(condition, tie);

    private static ConstantExpression Null(Expression of) => Expression.Constant(null, of.Type);
}
