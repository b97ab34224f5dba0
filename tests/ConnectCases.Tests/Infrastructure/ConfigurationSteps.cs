using System.Globalization;
using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Steps that the tests of the domain configuration share.</summary>
public static class ConfigurationSteps
{
    public static Task<ApiResponse> DeleteAsync(this TestDomain domain, string path) =>
        domain.Client.DeleteAsync(domain.Path + path);

    public static async Task DeleteFieldAsync(this TestDomain domain, string fieldId) =>
        (await domain.DeleteAsync($"/fields/{fieldId}")).ShouldSucceed();

    public static async Task<JsonNode> GetFieldAsync(this TestDomain domain, string fieldId) => Assert.Single(
        (await domain.PostAsync("/fields-batch", $$"""{"fields":[{"id":"{{fieldId}}"}]}""")).ShouldSucceed()["fields"].AsArray())!;

    public static async Task<JsonNode> GetCaseRuleAsync(this TestDomain domain, string caseRuleId) => Assert.Single(
        (await domain.PostAsync("/rules-batch", $$"""{"caseRules":[{"id":"{{caseRuleId}}"}]}""")).ShouldSucceed()["caseRules"].AsArray())!;

    /// <summary>Creates a single-select field with these option values.</summary>
    public static async Task<string> CreateSelectAsync(this TestDomain domain, params string[] values)
    {
        var fieldId = await domain.CreateFieldAsync("SingleSelect");
        foreach (var value in values)
        {
            await domain.PutOptionAsync(fieldId, value);
        }

        return fieldId;
    }

    /// <summary>Creates a template that binds each rule to a field.</summary>
    public static async Task<string> BindAsync(this TestDomain domain, params (string CaseRuleId, string? FieldId)[] rules) =>
        (await domain.PostAsync("/templates", $$"""{"name":"{{TestDomain.NewName()}}","rules":{{Rules(rules)}}}"""))
            .ShouldSucceed().Id("templateId");

    public static string Rules(params (string CaseRuleId, string? FieldId)[] rules) => new JsonArray(
        [.. rules.Select(rule => rule.FieldId is null
            ? new JsonObject { ["caseRuleId"] = rule.CaseRuleId }
            : new JsonObject { ["caseRuleId"] = rule.CaseRuleId, ["fieldId"] = rule.FieldId })]).ToJsonString();

    /// <summary>Returns one member of each entry of a list.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(this TestDomain domain, string path, string list, string member) =>
        [.. (await domain.PostAsync(path)).ShouldSucceed()[list].AsArray().Select(entry => (string)entry![member]!)];

    /// <summary>Returns the ARN of the resource with this path in the domain.</summary>
    public static string ArnOf(this TestDomain domain, string path = "", string region = "us-east-1") =>
        $"arn:aws:cases:{region}:{domain.Client.AccessKeyId}:domain/{domain.Id}{path}";

    /// <summary>Returns the current time of the app in the format of the service.</summary>
    public static string Now(this CasesApp app) =>
        app.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Makes a call and checks that it commits no change to the database.</summary>
    public static async Task<ApiResponse> WritesNothingAsync(this CasesApp app, Func<Task<ApiResponse>> call)
    {
        var before = await app.Database.StateAsync();
        var response = await call();
        Assert.Equal(before, await app.Database.StateAsync());
        return response;
    }
}
