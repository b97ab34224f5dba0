using ConnectCases.Protocol.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Storage;

/// <summary>Configures columns that store a contract as JSON text.</summary>
internal static class StoredJsonProperty
{
    public static PropertyBuilder<StoredJson<T>> HoldsJson<T>(this PropertyBuilder<StoredJson<T>> property) =>
        property.HasConversion(stored => stored.Json, text => new StoredJson<T>(text));

    public static PropertyBuilder<StoredJson<T>?> HoldsOptionalJson<T>(this PropertyBuilder<StoredJson<T>?> property) =>
        property.HasConversion(stored => stored!.Json, text => new StoredJson<T>(text));
}
