using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Adds the tags, the order of the operations, and the choice of account and Region.</summary>
internal sealed class DocumentDescription(IOptions<EmulatorOptions> configured) : IDocumentFilter
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Domains", "A domain contains the configuration and the cases of a contact center."),
        ("Fields", "A field defines a value of cases, such as a text, a number or one of several options."),
        ("Layouts", "A layout defines which fields agents see, and where."),
        ("Templates", "A template defines required fields, the layout and the rules of the cases that are created from the template."),
        ("CaseRules", "A case rule defines when a field is required or hidden, or which options a field has."),
        ("Cases", "A case records the issue of a customer as field values."),
        ("RelatedItems", "A related item adds a comment, contact, file, SLA, link or custom fields to a case."),
        ("AuditEvents", "An audit event records who changed what in a case, and when."),
        ("Merges", "A merge moves values and related items of a secondary case into a primary case."),
        ("EventConfiguration", "The event configuration defines whether the domain publishes events, and their data."),
        ("Tags", "Tags are keys and values of a resource."),
        ("Emulator", "The controls of the emulator, which AWS does not have."),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        swaggerDoc.Paths = Sort(swaggerDoc.Paths);
        AddCaller(swaggerDoc);
        if (configured.Value.Signatures == SignatureMode.Require)
        {
            swaggerDoc.Info.Description +=
                " **This server accepts only signed requests (`--signatures require`). This page cannot sign requests.**";
        }
    }

    // Swagger UI shows the operations of a tag in the order of the paths.
    private static OpenApiPaths Sort(OpenApiPaths paths)
    {
        var sorted = new OpenApiPaths();
        var order = Tags.Select(tag => tag.Name).ToList();
        foreach (var (path, item) in paths.OrderBy(path => order.IndexOf(path.Value.Operations!.Values.First().Tags!.First().Name!)))
        {
            sorted.Add(path, item);
        }

        return sorted;
    }

    private void AddCaller(OpenApiDocument document)
    {
        var (account, region) = (configured.Value.Account, configured.Value.Region);
        document.AddComponent("account", Scheme(
            account, $"The account: 12 digits or a configured access key id. The default is {account}."));
        document.AddComponent("region", Scheme(region, $"The Region, such as eu-central-1. The default is {region}."));
        document.Security =
        [
            new() { [new OpenApiSecuritySchemeReference("account", document)] = [], [new OpenApiSecuritySchemeReference("region", document)] = [] },
            [],
        ];
    }

    // The server reads both values from the credential scope of the Authorization header. The script of the page builds the header.
    private static OpenApiSecurityScheme Scheme(string value, string description) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "Authorization",
        Description = description,
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-default"] = new JsonNodeExtension(JsonValue.Create(value)) },
    };
}
