using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ConnectCases.Storage.Sqlite;

internal static class PropertyConversion
{
    /// <summary>
    /// Returns the conversion between the property and its column, or null. A converter of the emulator comes first. The compiled model
    /// contains a copy of each converter, which EF Core compiles at its first use.
    /// </summary>
    public static ValueConverter? ConverterOf(this IReadOnlyProperty property) =>
        property.GetValueConverter() ?? property.GetTypeMapping().Converter;
}
