using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;
using SQLitePCL;

namespace ConnectCases.Storage.Sqlite;

/// <summary>Creates the entities of one table from rows. The columns and the conversions come from the model of EF Core.</summary>
internal sealed class RowReader
{
    private readonly Type entity;
    private readonly Column[] columns;

    /// <exception cref="NotSupportedException">A column has a type without a conversion.</exception>
    public RowReader(IEntityType type)
    {
        entity = type.ClrType;
        columns = [.. type.GetProperties().Select(property => new Column(property))];
        ColumnNames = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
    }

    /// <summary>The columns that a statement must select, in this order.</summary>
    public string ColumnNames { get; }

    /// <summary>Creates the entity of the current row. The entity is not tracked.</summary>
    public object Read(SqliteDataReader row)
    {
        var instance = Activator.CreateInstance(entity, nonPublic: true)!;
        var statement = row.Handle!;
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index].Copy(statement, index, instance);
        }

        return instance;
    }

#pragma warning disable EF1001 // The setters of the compiled model are the only way to set all properties without reflection.
    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertySetter setter = ((IRuntimePropertyBase)property).MaterializationSetter;
        private readonly Func<object?, object?>? convert = property.ConverterOf()?.ConvertFromProvider;
        private readonly bool canBeNull = property.IsNullable;
        private readonly Func<sqlite3_stmt, int, object?> read = ReaderOf(property.ConverterOf()?.ProviderClrType ?? property.ClrType);

        public string Name { get; } = property.GetColumnName();

        public void Copy(sqlite3_stmt statement, int index, object instance)
        {
            var isNull = canBeNull && raw.sqlite3_column_type(statement, index) == raw.SQLITE_NULL;
            var value = isNull ? null : read(statement, index);
            setter.SetClrValue(instance, isNull || convert is null ? value : convert(value));
        }

        // The reader of Microsoft.Data.Sqlite asks for the type of each value. Each call of SQLite takes a lock.
        private static Func<sqlite3_stmt, int, object?> ReaderOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var found when found == typeof(string) => (statement, index) => raw.sqlite3_column_text(statement, index).utf8_to_string(),
            var found when found == typeof(long) => (statement, index) => raw.sqlite3_column_int64(statement, index),
            var found when found == typeof(int) => (statement, index) => raw.sqlite3_column_int(statement, index),
            var found when found == typeof(bool) => (statement, index) => raw.sqlite3_column_int(statement, index) != 0,
            var found when found == typeof(double) => (statement, index) => raw.sqlite3_column_double(statement, index),
            var found when found == typeof(byte[]) => (statement, index) => raw.sqlite3_column_blob(statement, index).ToArray(),
            var other => throw new NotSupportedException($"Columns of the type {other} cannot be read."),
        };
    }
#pragma warning restore EF1001
}
