using ConnectCases.Protocol.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ConnectCases.Storage;

/// <summary>Configures columns that store a contract as JSON text.</summary>
internal static class StoredJsonProperty
{
    public static PropertyBuilder<StoredJson<T>> HoldsJson<T>(this PropertyBuilder<StoredJson<T>> property) =>
        property.HasConversion<StoredJsonText<T>>();

    public static PropertyBuilder<StoredJson<T>?> HoldsOptionalJson<T>(this PropertyBuilder<StoredJson<T>?> property) =>
        property.HasConversion<StoredJsonText<T>>();

    // The overridden properties of EF Core compile the expressions, once for each property.
    internal sealed class StoredJsonText<T>() : ValueConverter<StoredJson<T>, string>(stored => stored.Json, text => new StoredJson<T>(text))
    {
        public override Func<object?, object?> ConvertToProvider => stored => (stored as StoredJson<T>)?.Json;

        public override Func<object?, object?> ConvertFromProvider => text => text is null ? null : new StoredJson<T>((string)text);
    }
}
