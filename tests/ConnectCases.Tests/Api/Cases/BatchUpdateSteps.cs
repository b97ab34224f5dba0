using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>The words in which tests speak of BatchUpdateCase.</summary>
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

    public static IEnumerable<string> Successes(ApiResponse answer) => answer.ShouldSucceed()["successfulCases"].AsArray()
        .Select(entry => (string)entry!["caseIdentifier"]!["caseId"]!);

    public static IEnumerable<string> Failures(ApiResponse answer) => answer.ShouldSucceed()["failedCases"].AsArray()
        .Select(entry => $"{entry!["caseIdentifier"]!["caseId"]} {entry["errorCode"]}");
}
