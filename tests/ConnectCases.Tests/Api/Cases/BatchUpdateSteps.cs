using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>Steps that the tests of BatchUpdateCase share.</summary>
public static class BatchUpdateSteps
{
    public static async Task<string> NameOfAsync(this TestDomain domain, string fieldId) =>
        (string)(await domain.GetFieldAsync(fieldId))["name"]!;

    public static string OfId(string fieldId, string value) => Field("id", fieldId, value);

    public static string OfName(string name, string value) => Field("name", name, value);

    public static string Field(string member, string identifier, string value) => new JsonObject
    {
        ["fieldIdentifier"] = new JsonObject { [member] = identifier },
        ["value"] = value.StartsWith('{') ? JsonNode.Parse(value) : new JsonObject { ["stringValue"] = value },
    }.ToJsonString();

    public static IEnumerable<string> Successes(ApiResponse response) => response.ShouldSucceed()["successfulCases"].AsArray()
        .Select(entry => (string)entry!["caseIdentifier"]!["caseId"]!);

    public static IEnumerable<string> Failures(ApiResponse response) => response.ShouldSucceed()["failedCases"].AsArray()
        .Select(entry => $"{entry!["caseIdentifier"]!["caseId"]} {entry["errorCode"]}");
}
