using System.Text.Json.Nodes;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Infrastructure;
using Microsoft.OpenApi;

namespace ConnectCases.Tests.Swagger;

public sealed class SwaggerTests(CasesApp app) : IClassFixture<CasesApp>
{
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
        Assert.Equal(47 + 4, operations.Count);
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
    public async Task Every_implemented_operation_shows_its_responses_and_errors_with_bodies()
    {
        var operations = await OperationsAsync();
        foreach (var name in Contract.Routes.Keys)
        {
            var responses = operations[name]["responses"]!.AsObject();
            Assert.All((string[])["200", "400", "403", "429", "500"], status => Assert.NotNull(responses[status]));
            Assert.Equal(name is not ("CreateDomain" or "ListDomains"), responses.ContainsKey("404"));
            Assert.All(
                responses.Where(response => response.Key != "200"),
                response => Assert.NotNull(response.Value!["content"]!["application/json"]!["example"]!["message"]));
        }
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
            ["type", "domainId", "caseId", "maxResults", "nextToken"],
            (await OperationsAsync())["ListEvents"]["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
    }

    [Fact]
    public async Task Swagger_UI_is_served()
    {
        var page = (await app.NewAccount().SendAsync(HttpMethod.Get, "/swagger/index.html", null)).ShouldSucceed();
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DocumentAsync() =>
        (await app.NewAccount().SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", null)).ShouldSucceed().Json;

    private async Task<Dictionary<string, JsonNode>> OperationsAsync() => (await DocumentAsync())["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject())
        .ToDictionary(operation => (string)operation.Value!["operationId"]!, operation => operation.Value!);
}
