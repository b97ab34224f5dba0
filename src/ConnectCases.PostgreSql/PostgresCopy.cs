using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>Inserts many rows with COPY, in the transaction of the unit of work.</summary>
internal static class PostgresCopy
{
    /// <summary>Inserts rows of one table. Returns the generated keys, or zeros for a table without generated keys.</summary>
    public static long[] Insert<TRow>(DbContext unit, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var type = unit.Model.FindEntityType(typeof(TRow))!;
        var properties = type.GetProperties().ToArray();
        var generated = properties.SingleOrDefault(property => property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd);
        var connection = (NpgsqlConnection)unit.Database.GetDbConnection();
        var keys = generated is null ? new long[rows.Count] : ReserveKeys(connection, type, generated, rows.Count);
        var columns = string.Join(", ", properties.Select(property => $"\"{property.GetColumnName()}\""));
        using var copy = connection.BeginBinaryImport($"COPY \"{type.GetTableName()}\" ({columns}) FROM STDIN (FORMAT BINARY)");
        for (var row = 0; row < rows.Count; row++)
        {
            copy.StartRow();
            foreach (var property in properties)
            {
                Write(copy, property == generated ? keys[row] : ToProvider(property, property.GetGetter().GetClrValue(rows[row])));
            }
        }

        copy.Complete();
        return keys;
    }

    private static long[] ReserveKeys(NpgsqlConnection connection, IEntityType type, IProperty key, int count)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text contains only names of the model.
        command.CommandText =
            $"SELECT nextval(pg_get_serial_sequence('\"{type.GetTableName()}\"', '{key.GetColumnName()}')) FROM generate_series(1, $1)";
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter { Value = count });
        using var reader = command.ExecuteReader();
        var keys = new List<long>(count);
        while (reader.Read())
        {
            keys.Add(reader.GetInt64(0));
        }

        return [.. keys];
    }

    private static object? ToProvider(IProperty property, object? value) =>
        property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value);
        }
    }
}
