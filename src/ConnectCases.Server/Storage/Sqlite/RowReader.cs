using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;

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
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index].Copy(row, index, instance);
        }

        return instance;
    }

#pragma warning disable EF1001 // The setters of the compiled model are the only way to set all properties without reflection.
    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertySetter setter = ((IRuntimePropertyBase)property).MaterializationSetter;
        private readonly Func<object?, object?>? convert = property.ConverterOf()?.ConvertFromProvider;
        private readonly Func<SqliteDataReader, int, object> read = ReaderOf(property.ConverterOf()?.ProviderClrType ?? property.ClrType);

        public string Name { get; } = property.GetColumnName();

        public void Copy(SqliteDataReader row, int index, object instance)
        {
            if (!row.IsDBNull(index))
            {
                var value = read(row, index);
                setter.SetClrValue(instance, convert is null ? value : convert(value));
            }
            else if (property.IsNullable)
            {
                setter.SetClrValue(instance, null);
            }
        }

        private static Func<SqliteDataReader, int, object> ReaderOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var found when found == typeof(string) => (row, index) => row.GetString(index),
            var found when found == typeof(long) => (row, index) => row.GetInt64(index),
            var found when found == typeof(int) => (row, index) => row.GetInt32(index),
            var found when found == typeof(bool) => (row, index) => row.GetBoolean(index),
            var found when found == typeof(double) => (row, index) => row.GetDouble(index),
            var other => throw new NotSupportedException($"Columns of the type {other} cannot be read."),
        };
    }
#pragma warning restore EF1001
}
