using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;
using FluentValidation;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Adds the path labels, the examples, the query parameters and the responses of each operation.</summary>
internal sealed partial class OperationDescriptions(IServiceProvider services) : IOperationFilter
{
    private const string NotFound = "ResourceNotFoundException";

    private const string ErrorHeader = "Another error. The header x-amzn-ErrorType contains the name of the error.";

    private readonly RecordedResponses recorded = new();

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        DescribeLabels(operation, context.ApiDescription.RelativePath!);
        if (operation.OperationId is not { } name || !OperationExamples.All.TryGetValue(name, out var example))
        {
            return;
        }

        operation.Summary = example.Summary;
        operation.Description = example.Note;
        if (operation.RequestBody?.Content is { } content)
        {
            DescribeRequests(content, example.Requests);
        }

        DescribeQuery(operation, context);
        DescribeResponses(operation, name, example.Errors);
    }

    private static void DescribeRequests(IDictionary<string, OpenApiMediaType> content, IReadOnlyList<RequestExample> requests)
    {
        if (content.TryGetValue(StateWriter.MediaType, out var document))
        {
            // Routing also needs the type of all other bodies.
            content.Remove("application/json");
            document.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            document.Example = JsonValue.Create(requests[0].Body);
            return;
        }

        var body = content["application/json"];
        if (requests is [var only])
        {
            body.Example = JsonNode.Parse(only.Body);
        }
        else
        {
            body.Examples = requests.ToDictionary(
                request => request.Name, IOpenApiExample (request) => new OpenApiExample { Value = JsonNode.Parse(request.Body) });
        }
    }

    // Reads the labels from the path. The labels replace the generated parameters, which have no constraints and no examples.
    private static void DescribeLabels(OpenApiOperation operation, string path)
    {
        var labels = Label().Matches(path).Select(match => new OpenApiParameter
        {
            Name = match.Groups["name"].Value,
            In = ParameterLocation.Path,
            Required = true,
            Description = MemberDescriptions.Of("Label", match.Groups["name"].Value),
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
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<QueryRequestMetadata>().FirstOrDefault()
            is not { RequestType: var request })
        {
            return;
        }

        var shape = new OpenApiSchema
        {
            Properties = request.GetProperties().ToDictionary(
                member => JsonNamingPolicy.CamelCase.ConvertName(member.Name),
                member => context.SchemaGenerator.GenerateSchema(member.PropertyType, context.SchemaRepository)),
        };
        AbsentMembers.Apply(shape.Properties.Values);
        ConstraintSchemas.Apply(
            shape, (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(request)));

        foreach (var (member, schema) in shape.Properties)
        {
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = member,
                In = ParameterLocation.Query,
                Description = MemberDescriptions.Of(request.Name, member),
                Schema = schema,
                Example = OperationExamples.Query(operation.OperationId!, member),
            });
        }
    }

    private void DescribeResponses(OpenApiOperation operation, string name, IReadOnlyList<string> errors)
    {
        operation.Responses ??= [];
        if (recorded.Success(name) is { } body
            && operation.Responses.TryGetValue("200", out var success)
            && success.Content?.Values.FirstOrDefault() is OpenApiMediaType content)
        {
            content.Example = body;
        }

        if (errors.Contains(NotFound))
        {
            operation.Responses["404"] = Response(
                $"{NotFound}. A resource of the request does not exist.", [NotFound], "message", "resourceId", "resourceType");
            Content(operation.Responses["404"]).Example = recorded.Error(name, NotFound)?.Body;
        }

        string[] others = [.. errors.Where(error => error != NotFound)];
        if (others.Length > 0)
        {
            operation.Responses["default"] = Errors(name, others);
        }
    }

    // Most errors have the same shape. One response describes them, so that an operation fits on two screens.
    private OpenApiResponse Errors(string name, string[] errors)
    {
        var examples = errors.Select(error => (Name: error, Recorded: recorded.Error(name, error))).ToList();
        string[] unused = [.. examples.Where(example => example.Recorded is null).Select(example => example.Name)];
        var response = Response(
            unused.Length == 0
                ? ErrorHeader
                : $"{ErrorHeader} The emulator never returns {string.Join(" or ", unused)} here.",
            errors,
            "message");
        Content(response).Examples = examples.Where(example => example.Recorded is not null).ToDictionary(
            example => example.Name,
            IOpenApiExample (example) => new OpenApiExample
            {
                Summary = $"{example.Recorded!.Value.Status} {example.Name}",
                Value = example.Recorded.Value.Body,
            });
        return response;
    }

    private static OpenApiMediaType Content(IOpenApiResponse response) =>
        (OpenApiMediaType)response.Content!["application/json"];

    private static OpenApiResponse Response(string description, string[] errors, params string[] members) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["x-amzn-ErrorType"] = new OpenApiHeader
            {
                Description = "The name of the error.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. errors.Select(error => (JsonNode)JsonValue.Create(error))],
                },
            },
        },
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = members.ToDictionary(member => member, IOpenApiSchema (member) => new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Description = MemberDescriptions.Of("Error", member),
                    }),
                    Required = members.ToHashSet(),
                },
            },
        },
    };
}
