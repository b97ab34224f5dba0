using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using SQLitePCL;

namespace ConnectCases.Storage.Sqlite;

/// <summary>Writes the rows of one table. The statements come from the model of EF Core.</summary>
internal sealed class RowWriter
{
    private readonly IRelationalConnection connection;
    private readonly string table;
    private readonly IProperty[] properties;
    private readonly IProperty[] keys;
    private readonly IProperty? generatedKey;
    private readonly ulong fixedProperties;
    private readonly bool isSimple;
    private readonly Dictionary<ulong, SqliteCommand> updates = [];
    private SqliteCommand? insert;

    public RowWriter(IEntityType type, IRelationalConnection connection)
    {
        this.connection = connection;
        table = type.GetTableName()!;
        properties = [.. type.GetProperties()];
        keys = [.. type.FindPrimaryKey()!.Properties];
        generatedKey = keys is [{ ValueGenerated: ValueGenerated.OnAdd } only] ? only : null;
        Rank = RankOf(type);

        // A change of one of these properties can require a certain order of statements.
        for (var index = 0; index < properties.Length; index++)
        {
            var property = properties[index];
            if (property.IsKey() || property.IsForeignKey() || property.GetContainingIndexes().Any(found => found.IsUnique))
            {
                fixedProperties |= 1UL << index;
            }
        }

        isSimple = properties.Length <= 64
            && type.Model.GetEntityTypes().Count(other => other.GetTableName() == table) == 1
            && type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.GetComplexProperties().Any()
            && properties.All(property => !property.IsConcurrencyToken
                && (property.ValueGenerated == ValueGenerated.Never || property == generatedKey));
    }

    /// <summary>The tables that a row refers to have lower ranks.</summary>
    public int Rank { get; }

    private string InsertText =>
        $"INSERT INTO \"{table}\" ({string.Join(", ", properties.Select(Column))}) VALUES ({string.Join(", ", properties.Select(Parameter))})";

    public bool CanWrite(IUpdateEntry entry) => isSimple && entry.EntityState switch
    {
        EntityState.Added => true,
        EntityState.Modified => Modified(entry) is not 0 and var modified && (modified & fixedProperties) == 0,
        _ => false,
    };

    /// <summary>Returns the key if the database generates keys. The key of a new row is temporary. Returns null for other tables.</summary>
    public long? GeneratedKeyOf(IUpdateEntry entry) => generatedKey is null ? null : (long)entry.GetCurrentValue(generatedKey)!;

    public void Write(IUpdateEntry entry)
    {
        if (entry.EntityState == EntityState.Added)
        {
            Insert(entry);
        }
        else
        {
            Update(entry);
        }
    }

    /// <summary>Inserts rows that EF Core does not track. Returns the keys that the database generated, or zeros.</summary>
    public long[] InsertAll(IReadOnlyList<object> rows)
    {
        var keysOfRows = new long[rows.Count];
        var database = ((SqliteConnection)connection.DbConnection).Handle!;
        using var statement = new RawStatement(database, InsertText);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var index = 0; index < properties.Length; index++)
            {
                var property = properties[index];
                statement.Bind(index + 1, property == generatedKey ? null : ValueOf(property, property.GetGetter().GetClrValue(rows[row])));
            }

            statement.Execute();
            keysOfRows[row] = generatedKey is null ? 0 : raw.sqlite3_last_insert_rowid(database);
        }

        return keysOfRows;
    }

    // Tables of the same unit refer to each other only in one direction.
    private static int RankOf(IEntityType type) => type.GetForeignKeys()
        .Where(foreignKey => foreignKey.PrincipalEntityType != type)
        .Select(foreignKey => RankOf(foreignKey.PrincipalEntityType) + 1)
        .DefaultIfEmpty().Max();

    private void Insert(IUpdateEntry entry)
    {
        var generates = generatedKey is not null && entry.HasTemporaryValue(generatedKey);
        insert ??= Prepare(InsertText, properties);
        for (var index = 0; index < properties.Length; index++)
        {
            insert.Parameters[index].Value = generates && properties[index] == generatedKey
                ? DBNull.Value
                : ValueOf(entry, properties[index]);
        }

        Execute(insert);
        if (generates)
        {
            entry.SetStoreGeneratedValue(
                generatedKey!, raw.sqlite3_last_insert_rowid(((SqliteConnection)connection.DbConnection).Handle!));
        }
    }

    private void Update(IUpdateEntry entry)
    {
        var modified = Modified(entry);
        if (!updates.TryGetValue(modified, out var update))
        {
            var changed = properties.Where((_, index) => (modified & (1UL << index)) != 0).ToArray();
            update = Prepare(
                $"UPDATE \"{table}\" SET {Assignments(changed, ", ")} WHERE {Assignments(keys, " AND ")}", [.. changed, .. keys]);
            updates.Add(modified, update);
        }

        var parameter = 0;
        for (var index = 0; index < properties.Length; index++)
        {
            if ((modified & (1UL << index)) != 0)
            {
                update.Parameters[parameter++].Value = ValueOf(entry, properties[index]);
            }
        }

        foreach (var key in keys)
        {
            update.Parameters[parameter++].Value = ValueOf(entry, key);
        }

        if (Execute(update) != 1)
        {
            throw new DbUpdateConcurrencyException($"A row of {table} was expected to exist, but does not exist.", [entry]);
        }
    }

    private ulong Modified(IUpdateEntry entry)
    {
        var modified = 0UL;
        for (var index = 0; index < properties.Length; index++)
        {
            modified |= entry.IsModified(properties[index]) ? 1UL << index : 0;
        }

        return modified;
    }

    private static object ValueOf(IUpdateEntry entry, IProperty property) =>
        ValueOf(property, entry.GetCurrentValue(property)) ?? DBNull.Value;

    private static object? ValueOf(IProperty property, object? value) =>
        property.ConverterOf() is { } converter ? converter.ConvertToProvider(value) : value;

    private string Assignments(IEnumerable<IProperty> assigned, string separator) =>
        string.Join(separator, assigned.Select(property => $"{Column(property)} = {Parameter(property)}"));

    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";

    private string Parameter(IProperty property) =>
        string.Create(CultureInfo.InvariantCulture, $"@p{Array.IndexOf(properties, property)}");

    private SqliteCommand Prepare(string text, IEnumerable<IProperty> assigned)
    {
        var command = ((SqliteConnection)connection.DbConnection).CreateCommand();
#pragma warning disable CA2100 // The text contains only names of the model.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var property in assigned)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = Parameter(property) });
        }

        return command;
    }

    private int Execute(SqliteCommand command)
    {
        command.Transaction = (SqliteTransaction?)connection.CurrentTransaction?.GetDbTransaction();
        return command.ExecuteNonQuery();
    }
}
