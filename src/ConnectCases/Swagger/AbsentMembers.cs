using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Shows that optional members can be absent. Null is not a value: the API reads null as an absent member.</summary>
internal sealed class AbsentMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context) =>
        Apply(schema.Properties?.Values ?? []);

    public static void Apply(IEnumerable<IOpenApiSchema> members)
    {
        foreach (var member in members.OfType<OpenApiSchema>())
        {
            member.Type &= ~JsonSchemaType.Null;
        }
    }
}
