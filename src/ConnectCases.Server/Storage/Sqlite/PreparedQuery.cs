using System.Collections;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Runs a simple query of one table as a prepared statement (docs/adr/0020). EF Core needs 10 to 20 ms to compile a query at its first
/// use, and creates several objects for each execution.
/// </summary>
internal sealed class PreparedQuery
{
    private readonly string text;
    private readonly PreparedValue[] values;
    private readonly QueryResult result;
    private readonly RowReader reader;
    private readonly bool tracks;

    /// <param name="model">The model that contains the table.</param>
    /// <param name="query">A function of the context and the arguments of the query.</param>
    public PreparedQuery(IModel model, LambdaExpression query)
    {
        var translation = new QueryTranslation(model, query);
        reader = new(translation.Type);
        tracks = translation.Tracks;
        result = translation.Result;
        values = [.. translation.Values];
        text = translation.ToStatement(reader.ColumnNames);
    }

    /// <summary>Creates the command of a connection.</summary>
    public SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text contains only names of the model.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{index}" });
        }

        command.Prepare();
        return command;
    }

    /// <summary>Runs the query. Returns a list of entities, an entity or null, a number, or a boolean.</summary>
    public object? Run(SqliteCasesDbContext db, SqliteCommand command, object?[] arguments)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index].ToProvider(arguments);
        }

        using var rows = command.ExecuteReader();
        switch (result)
        {
            case QueryResult.Rows:
                var list = new List<object>();
                while (rows.Read())
                {
                    list.Add(Entity(db, rows));
                }

                return list;
            case QueryResult.First:
                return rows.Read() ? Entity(db, rows) : null;
            case QueryResult.Any:
                rows.Read();
                return rows.GetBoolean(0);
            default:
                rows.Read();
                return rows.GetInt32(0);
        }
    }

    private object Entity(SqliteCasesDbContext db, SqliteDataReader rows)
    {
        var entity = reader.Read(rows);
        if (tracks)
        {
            db.Attach(entity);
        }

        return entity;
    }
}

/// <summary>What a query returns.</summary>
internal enum QueryResult
{
    Rows,
    First,
    Any,
    Count,
}

/// <summary>A value in the statement: an argument or a constant of the query.</summary>
/// <param name="Argument">The position in the arguments, or null for a constant.</param>
/// <param name="Constant">The constant, or null.</param>
/// <param name="Column">The column that the value is compared with, or null for a number of rows.</param>
internal sealed record PreparedValue(int? Argument, object? Constant, IProperty? Column)
{
    /// <summary>Converts the value to a value of the database. A list of values becomes JSON.</summary>
    public object ToProvider(object?[] arguments) => (Argument is { } index ? arguments[index] : Constant) switch
    {
        null => throw new ArgumentNullException(nameof(arguments), $"The value of {Column?.Name ?? "LIMIT"} is null. A query needs a value."),
        string text => Convert(text),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(item => ToNode(Convert(item)))]).ToJsonString(),
        var value => Convert(value),
    };

    private static JsonValue ToNode(object value) => value is long number ? JsonValue.Create(number) : JsonValue.Create((string)value);

    private object Convert(object value)
    {
        if (Column is null)
        {
            return value;
        }

        // The compiler compares the numbers of enumeration members.
        var type = Nullable.GetUnderlyingType(Column.ClrType) ?? Column.ClrType;
        var typed = type.IsEnum && value is int number ? Enum.ToObject(type, number) : value;
        return Column.ConverterOf() is { } converter ? converter.ConvertToProvider(typed)! : typed;
    }
}
