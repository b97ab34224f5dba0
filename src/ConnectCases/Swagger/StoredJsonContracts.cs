using ConnectCases.Protocol.Json;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Describes stored JSON as the type that the JSON contains.</summary>
internal sealed class StoredJsonContracts(ISerializerDataContractResolver contracts) : ISerializerDataContractResolver
{
    public DataContract GetDataContractForType(Type type) => contracts.GetDataContractForType(
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(StoredJson<>)
            ? type.GetGenericArguments()[0]
            : type);
}
