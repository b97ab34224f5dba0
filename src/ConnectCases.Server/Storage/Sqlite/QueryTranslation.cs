using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Translates a query of <see cref="CompiledQuery"/> to SQL. Knows one table, comparisons of columns with values, lists of values,
/// one order and a number of rows.
/// </summary>
internal sealed class QueryTranslation
{
    private readonly IModel model;
    private readonly LambdaExpression query;
    private readonly List<string> conditions = [];
    private readonly List<PreparedValue> values = [];
    private IEntityType? type;
    private string order = "";
    private string limit = "";

    /// <exception cref="NotSupportedException">The query has another part. A query that EF Core runs can have such a part.</exception>
    public QueryTranslation(IModel model, LambdaExpression query)
    {
        this.model = model;
        this.query = query;
        AddSource(query.Body);
    }

    public IEntityType Type => type!;

    /// <summary>Whether the context saves changes of the entities.</summary>
    public bool Tracks { get; private set; }

    public QueryResult Result { get; private set; }

    /// <summary>The values of the parameters @p0, @p1 and so on.</summary>
    public IReadOnlyList<PreparedValue> Values => values;

    /// <summary>Returns the statement.</summary>
    /// <param name="columns">The columns of an entity.</param>
    public string ToStatement(string columns)
    {
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        var rows = $"FROM \"{Type.GetTableName()}\"{where}{order}";
        return Result switch
        {
            QueryResult.Any => $"SELECT EXISTS (SELECT 1 {rows})",
            QueryResult.Count => $"SELECT count(*) {rows}",
            QueryResult.First => $"SELECT {columns} {rows} LIMIT 1",
            _ => $"SELECT {columns} {rows}{limit}",
        };
    }

    private void AddSource(Expression expression)
    {
        if (expression is not MethodCallExpression call)
        {
            throw Unknown(expression);
        }

        if (call is { Object: ParameterExpression, Method: { Name: nameof(DbContext.Set), IsGenericMethod: true } set })
        {
            type = model.FindEntityType(set.GetGenericArguments()[0]);
            return;
        }

        AddSource(call.Arguments[0]);
        var lambda = call.Arguments.Count > 1 ? (call.Arguments[1] as UnaryExpression)?.Operand as LambdaExpression : null;
        switch (call.Method.Name)
        {
            case nameof(Queryable.Where):
                AddCondition(lambda!.Body);
                break;
            case nameof(EntityFrameworkQueryableExtensions.AsNoTracking):
                Tracks = false;
                break;
            case nameof(EntityFrameworkQueryableExtensions.AsTracking):
                Tracks = true;
                break;
            case nameof(Queryable.OrderBy):
                order = $" ORDER BY {Name(ColumnOf(lambda!.Body))}";
                break;
            case nameof(Queryable.OrderByDescending):
                order = $" ORDER BY {Name(ColumnOf(lambda!.Body))} DESC";
                break;
            case nameof(Queryable.Take):
                limit = $" LIMIT {Parameter(call.Arguments[1], column: null)}";
                break;
            case nameof(Queryable.FirstOrDefault):
                Result = QueryResult.First;
                AddCondition(lambda?.Body);
                break;
            case nameof(Queryable.Any):
                Result = QueryResult.Any;
                AddCondition(lambda?.Body);
                break;
            case nameof(Queryable.Count):
                Result = QueryResult.Count;
                AddCondition(lambda?.Body);
                break;
            default:
                throw Unknown(call);
        }
    }

    private void AddCondition(Expression? condition)
    {
        switch (condition)
        {
            case null:
                break;
            case BinaryExpression { NodeType: ExpressionType.AndAlso } both:
                AddCondition(both.Left);
                AddCondition(both.Right);
                break;
            case BinaryExpression comparison:
                conditions.Add(Comparison(ColumnOf(comparison.Left), comparison.NodeType, comparison.Right));
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } negation:
                conditions.Add($"NOT ({Name(ColumnOf(negation.Operand))})");
                break;
            case MethodCallExpression { Method.Name: nameof(Enumerable.Contains), Arguments: [var list, var item] }:
                var column = ColumnOf(item);
                conditions.Add($"{Name(column)} IN (SELECT value FROM json_each({Parameter(list, column)}))");
                break;
            default:
                conditions.Add(Name(ColumnOf(condition)));
                break;
        }
    }

    private string Comparison(IProperty column, ExpressionType kind, Expression value) => (kind, Unwrapped(value)) switch
    {
        (ExpressionType.Equal, ConstantExpression { Value: null }) => $"{Name(column)} IS NULL",
        (ExpressionType.NotEqual, ConstantExpression { Value: null }) => $"{Name(column)} IS NOT NULL",
        (ExpressionType.Equal, var other) => $"{Name(column)} = {Parameter(other, column)}",
        (ExpressionType.LessThan, var other) => $"{Name(column)} < {Parameter(other, column)}",
        (ExpressionType.LessThanOrEqual, var other) => $"{Name(column)} <= {Parameter(other, column)}",
        (ExpressionType.GreaterThan, var other) => $"{Name(column)} > {Parameter(other, column)}",

        // In C#, null differs from every value. In SQL, the comparison with NULL is not true.
        (ExpressionType.NotEqual, var other) when !column.IsNullable => $"{Name(column)} <> {Parameter(other, column)}",
        _ => throw Unknown(value),
    };

    private string Parameter(Expression value, IProperty? column)
    {
        values.Add(Unwrapped(value) switch
        {
            ParameterExpression parameter => new(query.Parameters.IndexOf(parameter) - 1, Constant: null, column),
            ConstantExpression { Value: { } constant } => new(Argument: null, constant, column),
            _ => throw Unknown(value),
        });
        return $"@p{values.Count - 1}";
    }

    private IProperty ColumnOf(Expression expression) =>
        Unwrapped(expression) is MemberExpression { Expression: { } row, Member: PropertyInfo property }
        && Unwrapped(row) is ParameterExpression
        && Type.FindProperty(property.Name) is { } column
            ? column
            : throw Unknown(expression);

    private static string Name(IProperty column) => $"\"{column.GetColumnName()}\"";

    // The compiler converts enumerations to numbers, values to nullable values and arrays to spans.
    private static Expression Unwrapped(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } conversion => Unwrapped(conversion.Operand),
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var operand] } => Unwrapped(operand),
        _ => expression,
    };

    private static NotSupportedException Unknown(Expression expression) => new($"A compiled query cannot contain {expression}.");
}
