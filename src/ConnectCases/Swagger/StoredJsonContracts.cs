using ConnectCases.Protocol.Json;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Describes stored JSON as what it is JSON of.</summary>
internal sealed class StoredJsonContracts(ISerializerDataContractResolver contracts) : ISerializerDataContractResolver
{
    public DataContract GetDataContractForType(Type type) => contracts.GetDataContractForType(
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(StoredJson<>)
            ? type.GetGenericArguments()[0]
            : type);
}
