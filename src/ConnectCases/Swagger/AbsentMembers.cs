using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Shows optional members as what may be absent: null is a way to write that, not a value.</summary>
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
