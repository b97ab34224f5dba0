using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Validation;
using FluentValidation;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Adds the path labels, the example, the query parameters and the errors of each operation.</summary>
internal sealed partial class OperationDescriptions(IServiceProvider services) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        DescribeLabels(operation, context.ApiDescription.RelativePath!);
        if (operation.OperationId is not { } name || !OperationExamples.All.TryGetValue(name, out var example))
        {
            return;
        }

        operation.Summary = example.Summary;

        if (example.Body is not null && operation.RequestBody?.Content?["application/json"] is OpenApiMediaType body)
        {
            body.Example = JsonNode.Parse(example.Body);
        }

        DescribeQuery(operation, context);
        DescribeErrors(operation, example.Errors);
    }

    // Reads the labels from the path. The labels replace the generated parameters, which have no constraints and no examples.
    private static void DescribeLabels(OpenApiOperation operation, string path)
    {
        var labels = Label().Matches(path).Select(match => new OpenApiParameter
        {
            Name = match.Groups["name"].Value,
            In = ParameterLocation.Path,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = OperationExamples.Label(operation.OperationId!, match.Groups["name"].Value),
        }).ToList();
        ConstraintSchemas.Apply(
            new OpenApiSchema { Properties = labels.ToDictionary(label => label.Name!, label => label.Schema!) },
            PathLabelValidator.Instance);
        operation.Parameters = [.. labels];
    }

    [GeneratedRegex(@"\{[*]*(?<name>\w+)\}")]
    private static partial Regex Label();

    private void DescribeQuery(OpenApiOperation operation, OperationFilterContext context)
    {
        var request = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>()
            .SelectMany(method => method.GetParameters())
            .FirstOrDefault(parameter => parameter.ParameterType.IsAssignableTo(typeof(IQueryRequest)));
        if (request is null)
        {
            return;
        }

        var shape = new OpenApiSchema
        {
            Properties = request.ParameterType.GetProperties().ToDictionary(
                member => JsonNamingPolicy.CamelCase.ConvertName(member.Name),
                member => context.SchemaGenerator.GenerateSchema(member.PropertyType, context.SchemaRepository)),
        };
        AbsentMembers.Apply(shape.Properties.Values);
        ConstraintSchemas.Apply(
            shape, (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(request.ParameterType)));

        foreach (var (member, schema) in shape.Properties)
        {
            operation.Parameters!.Add(new OpenApiParameter { Name = member, In = ParameterLocation.Query, Schema = schema });
        }
    }

    private static void DescribeErrors(OpenApiOperation operation, IEnumerable<ModelledError> errors)
    {
        operation.Responses ??= [];
        foreach (var status in errors.GroupBy(error => error.Status))
        {
            var code = ((int)status.Key).ToString(System.Globalization.CultureInfo.InvariantCulture);
            operation.Responses[code] = new OpenApiResponse
            {
                Description = string.Join(" or ", status.Select(error => error.Code)),
                Headers = new Dictionary<string, IOpenApiHeader> { ["x-amzn-ErrorType"] = Header([.. status]) },
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = Body([.. status]) },
            };
        }
    }

    private static OpenApiHeader Header(ModelledError[] errors) => new()
    {
        Description = "The name of the error.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. errors.Select(error => (JsonNode)JsonValue.Create(error.Code))],
        },
    };

    private static OpenApiMediaType Body(ModelledError[] errors)
    {
        var members = errors[0].Body.ToDictionary(
            member => member.Key,
            IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String });
        return new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = members,
                Required = members.Keys.ToHashSet(),
            },
            Example = errors[0].Body.DeepClone(),
        };
    }
}
