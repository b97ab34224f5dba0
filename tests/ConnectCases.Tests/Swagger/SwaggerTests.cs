using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Infrastructure;
using Microsoft.OpenApi;

namespace ConnectCases.Tests.Swagger;

public sealed class SwaggerTests(CasesApp app) : IClassFixture<CasesApp>
{
    // The server does not read the bodies of requests without input.
    private static readonly string[] NeverReturned =
    [
        "DeleteCase SerializationException",
        "DeleteCaseRule SerializationException",
        "DeleteDomain ConflictException",
        "DeleteDomain SerializationException",
        "DeleteField SerializationException",
        "DeleteLayout SerializationException",
        "DeleteRelatedItem SerializationException",
        "DeleteTemplate SerializationException",
        "GetCaseEventConfiguration SerializationException",
        "GetDomain SerializationException",
        "GetLayout SerializationException",
        "GetMergeCasesStatus SerializationException",
        "GetTemplate SerializationException",
        "ListTagsForResource SerializationException",
        "PutCaseEventConfiguration ConflictException",
        "UntagResource SerializationException",
    ];

    [Fact]
    public async Task The_document_is_valid_OpenAPI()
    {
        var (document, diagnostic) = OpenApiDocument.Parse((await DocumentAsync()).ToJsonString(), "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.NotEmpty(document!.Paths);
    }

    [Fact]
    public async Task Every_operation_of_the_contract_is_shown_under_its_name_and_resource()
    {
        var operations = await OperationsAsync();
        Assert.Equal(47 + 37, operations.Count);
        Assert.Empty(Contract.Routes.Keys.Except(operations.Keys));
        Assert.All(operations.Values, operation => Assert.Single(operation["tags"]!.AsArray()));
    }

    [Fact]
    public async Task Every_label_of_a_path_is_a_parameter()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();
        foreach (var (path, operations) in paths)
        {
            var labels = path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));
            Assert.All(operations!.AsObject(), operation => Assert.Equal(
                labels,
                operation.Value!["parameters"]?.AsArray().Where(parameter => (string)parameter!["in"]! == "path")
                    .Select(parameter => (string)parameter!["name"]!) ?? []));
        }
    }

    [Fact]
    public async Task Every_operation_shows_a_response_and_its_own_errors()
    {
        var operations = await OperationsAsync();
        Assert.All(operations, operation =>
        {
            var content = operation.Value["responses"]!["200"]!["content"]!.AsObject().Single().Value!;
            Assert.True(content["example"] is not null || ((string)content["schema"]!["$ref"]!).EndsWith("/EmptyResponse", StringComparison.Ordinal));
        });
        foreach (var name in Contract.Routes.Keys)
        {
            var responses = operations[name]["responses"]!.AsObject();
            Assert.Equal(name is not ("CreateDomain" or "ListDomains"), responses.ContainsKey("404"));
            Assert.All(
                responses.Where(response => response.Key == "404"),
                response => Assert.NotNull(response.Value!["content"]!["application/json"]!["example"]!["resourceId"]));

            var others = responses["default"]!;
            var examples = others["content"]!["application/json"]!["examples"]!.AsObject();
            Assert.All(examples, example => Assert.NotNull(example.Value!["value"]!["message"]));
            Assert.All(
                others["headers"]!["x-amzn-ErrorType"]!["schema"]!["enum"]!.AsArray().Select(error => (string)error!),
                error => Assert.True(
                    examples.ContainsKey(error) || ((string)others["description"]!).Contains(error, StringComparison.Ordinal),
                    $"{name} has no example of {error}, and does not say that the error never occurs"));
        }
    }

    [Fact]
    public async Task Only_errors_that_the_emulator_never_returns_have_no_example()
    {
        var missing = (await DocumentedCall.ReadAsync(app.NewAccount())).SelectMany(call => call.Errors
            .Where(error => error != "ResourceNotFoundException")
            .Where(error => call.Operation["responses"]!["default"]!["content"]!["application/json"]!["examples"]![error] is null)
            .Select(error => $"{call.Name} {error}"));

        Assert.Equal(NeverReturned.Order(), missing.Order());
    }

    [Fact]
    public async Task Every_member_and_parameter_has_a_description()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();
        foreach (var (shape, schema) in schemas)
        {
            // The members of a union are in its alternatives.
            var members = (schema!["oneOf"]?.AsArray() ?? [schema.DeepClone()])
                .SelectMany(alternative => alternative!["properties"]?.AsObject() ?? []);
            Assert.All(members, member => Assert.True(
                ((string?)member.Value!["description"])?.EndsWith('.'), $"{shape}.{member.Key} has no description"));
        }

        Assert.All(
            (await DocumentedCall.ReadAsync(app.NewAccount())).SelectMany(call => call.Parameters()),
            parameter => Assert.NotNull(parameter["description"]));
    }

    [Fact]
    public async Task Resources_are_in_the_order_in_which_people_need_them()
    {
        var document = await DocumentAsync();
        string[] order =
        [
            "Domains", "Fields", "Layouts", "Templates", "CaseRules", "Cases", "RelatedItems", "AuditEvents", "Merges", "EventConfiguration",
            "Tags", "Emulator",
        ];

        Assert.Equal(order, document["tags"]!.AsArray().Select(tag => (string)tag!["name"]!));
        Assert.All(document["tags"]!.AsArray(), tag => Assert.EndsWith(".", (string)tag!["description"]!, StringComparison.Ordinal));
        Assert.Equal(
            order,
            (await DocumentedCall.ReadAsync(app.NewAccount())).Select(call => (string)call.Operation["tags"]![0]!).Distinct());
    }

    [Fact]
    public async Task The_document_says_that_unsigned_requests_are_rejected()
    {
        await using var strict = new CasesApp().With("Signatures", "Require");
        var document = (await strict.NewAccount().SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", null)).ShouldSucceed();
        Assert.Contains("--signatures require", (string)document["info"]["description"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("--signatures require", (string)(await DocumentAsync())["info"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_constraint_is_shown()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(100, (int)schemas["CreateDomainRequest"]!["properties"]!["name"]!["maxLength"]!);
        Assert.Equal(15_000, (int)schemas["CommentContent"]!["properties"]!["body"]!["maxLength"]!);
        Assert.Equal(25, (int)schemas["SearchRelatedItemsRequest"]!["properties"]!["maxResults"]!["maximum"]!);
        Assert.Equal(220, (int)schemas["CreateCaseRequest"]!["properties"]!["fields"]!["maxItems"]!);
        Assert.Equal(50, (int)schemas["CreateCaseRequest"]!["properties"]!["tags"]!["maxProperties"]!);
        Assert.Equal(["content", "type"], schemas["CreateRelatedItemRequest"]!["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(["Text/Plain"], schemas["CommentBodyTextType"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.All(
            (string[])["FieldValueUnion", "RelatedItemInputContent", "RelatedItemContent", "RelatedItemTypeFilter", "UserUnion", "FieldAttributes"],
            union => Assert.NotEmpty(schemas[union]!["oneOf"]!.AsArray()));
        var query = (await OperationsAsync())["ListDomains"]["parameters"]!.AsArray().Single(parameter => (string)parameter!["name"]! == "maxResults")!;
        Assert.Equal(10, (int)query["schema"]!["maximum"]!);
        Assert.Equal(
            ["type", "domainId", "caseId", "account", "region", "maxResults", "nextToken"],
            (await OperationsAsync())["ListEvents"]["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
    }

    [Fact]
    public async Task Swagger_UI_is_served()
    {
        var page = (await app.NewAccount().SendAsync(HttpMethod.Get, "/swagger/index.html", null)).ShouldSucceed();
        foreach (Match file in Regex.Matches(page.Text, "(?:src|href)=\"(?<name>[^\"]+)\""))
        {
            (await app.NewAccount().SendAsync(HttpMethod.Get, $"/swagger/{file.Groups["name"].Value}", null)).ShouldSucceed();
        }
    }

    private async Task<JsonNode> DocumentAsync() =>
        (await app.NewAccount().SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", null)).ShouldSucceed().Json;

    private async Task<Dictionary<string, JsonNode>> OperationsAsync() => (await DocumentAsync())["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject())
        .ToDictionary(operation => (string)operation.Value!["operationId"]!, operation => operation.Value!);
}
