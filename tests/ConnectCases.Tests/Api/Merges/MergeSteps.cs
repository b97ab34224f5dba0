using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>Steps that the tests of merges share.</summary>
public static class MergeSteps
{
    public const string Profile = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/";

    public static readonly string[] AllTypes = ["contact", "comment", "connectCase", "custom"];

    /// <summary>Creates two cases of one template. The second case has <paramref name="more"/> values.</summary>
    public static async Task<(TestCase Primary, TestCase Secondary)> CreatePairAsync(this TestDomain domain, params string[] more)
    {
        var templateId = await domain.CreateTemplateAsync();
        return (await domain.CreateCaseAsync(templateId), await domain.CreateCaseAsync(templateId, more));
    }

    /// <summary>Starts a merge that takes these fields of the secondary case and items of these types.</summary>
    public static Task<ApiResponse> StartMergeAsync(
        this TestCase primary, TestCase secondary, string[] fieldIds, params string[] itemTypes) =>
        primary.StartMergeAsync(secondary.Id, itemTypes, (secondary.Id, fieldIds));

    /// <summary>Starts a merge with all parameters of the request.</summary>
    public static Task<ApiResponse> StartMergeAsync(
        this TestCase primary, string secondaryId, string[] itemTypes, params (string SourceId, string[] FieldIds)[] fields) =>
        primary.PostAsync("/merge", MergeOf(secondaryId, itemTypes, fields));

    /// <summary>Starts a merge that takes all items and these fields, and checks that the merge is COMPLETED.</summary>
    public static async Task MergeAsync(this TestCase primary, TestCase secondary, params string[] fieldIds)
    {
        Assert.Equal("{}", (await primary.StartMergeAsync(secondary, fieldIds, AllTypes)).ShouldSucceed().Text);
        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
    }

    public static string MergeOf(string secondaryId, string[] itemTypes, params (string SourceId, string[] FieldIds)[] fields) => new JsonObject
    {
        ["secondaryCaseIds"] = new JsonArray(secondaryId),
        ["fieldsConfiguration"] = new JsonArray([.. fields.Select(source => new JsonObject
        {
            ["sourceCaseId"] = source.SourceId,
            ["fieldIds"] = new JsonArray([.. source.FieldIds.Select(id => new JsonObject { ["id"] = id })]),
        })]),
        ["relatedItemsConfiguration"] = new JsonObject(
            AllTypes.Select(type => KeyValuePair.Create(type, (JsonNode?)JsonValue.Create(itemTypes.Contains(type))))),
    }.ToJsonString();

    public static Task<ApiResponse> MergeStatusAsync(this TestCase @case) => @case.PostAsync("/merge-status");

    public static async Task ShouldBeMergedAsync(this TestCase @case, string status, TestCase primary, TestCase secondary) => Assert.Equal(
        $$"""{"primaryCaseId":"{{primary.Id}}","secondaryCaseIds":["{{secondary.Id}}"],"status":"{{status}}"}""",
        (await @case.MergeStatusAsync()).ShouldSucceed().Text);

    public static async Task ShouldNotBeMergedAsync(this TestCase @case) =>
        Assert.Equal(@case.Id, (await @case.MergeStatusAsync()).ShouldNotBeFound("Case").Id("resourceId"));

    public static Task<ApiResponse> DeleteAsync(this TestCase @case) => @case.Domain.DeleteAsync(@case.Path);

    /// <summary>Returns all items of a case, the newest item first.</summary>
    public static Task<List<JsonNode>> ItemsAsync(this TestCase @case) =>
        @case.Domain.Client.AllAsync($"{@case.Domain.Path}{@case.Path}/related-items-search", "relatedItems");

    public static async Task<string[]> ItemIdsAsync(this TestCase @case) =>
        [.. (await @case.ItemsAsync()).Select(item => (string)item["relatedItemId"]!)];

    /// <summary>Returns the ids of the cases that a case is linked to, one id for each link.</summary>
    public static async Task<string[]> LinksAsync(this TestCase @case) =>
        [.. (await @case.ItemsAsync()).Select(item => (string?)item["content"]!["connectCase"]?["caseId"]).OfType<string>()];

    /// <summary>Returns all audit events of a case, the oldest event first.</summary>
    public static async Task<List<JsonNode>> HistoryAsync(this TestCase @case)
    {
        var events = await @case.Domain.Client.AllAsync($"{@case.Domain.Path}{@case.Path}/audit-history", "auditEvents");
        events.Reverse();
        return events;
    }

    public static Task<ApiResponse> HoldMergesAsync(this TestDomain domain) => domain.Client.PostAsync("/_emulator/merges/hold");

    public static Task<ApiResponse> ReleaseMergesAsync(this TestDomain domain) => domain.Client.PostAsync("/_emulator/merges/release");

    public static Task<ApiResponse> TagItemAsync(this TestCase @case, string itemId, string tags) => @case.Domain.Client.PostAsync(
        $"/tags/{Uri.EscapeDataString(@case.Domain.ArnOf($"{@case.Path.Replace("/cases/", "/case/", StringComparison.Ordinal)}/related-item/{itemId}"))}",
        $$"""{"tags":{{tags}} }""");
}
