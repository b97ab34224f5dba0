using ConnectCases.Protocol.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Shows a union as a choice of alternatives. Each alternative is an object with one member.</summary>
internal sealed class UnionSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } members } union || !context.Type.IsSubclassOf(typeof(Union)))
        {
            return;
        }

        union.OneOf = [.. members.Select(IOpenApiSchema (member) => new OpenApiSchema
        {
            Title = member.Key,
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { [member.Key] = member.Value },
            Required = new HashSet<string> { member.Key },
        })];
        union.Properties = null;
        union.AdditionalProperties = null;
        union.AdditionalPropertiesAllowed = true;
    }
}
