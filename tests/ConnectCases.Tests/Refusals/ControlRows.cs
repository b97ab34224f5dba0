using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Refusals;

/// <summary>Requests that are refused because a control asked for it, and controls that cannot be.</summary>
internal static class ControlRows
{
    private const string Profile = "arn:aws:profile:us-east-1:111122223333:domains/shop/profiles/ann";

    public static IEnumerable<RefusalRow> All =>
    [
        new(Refusal.Principal, "header", "Remove the header to record the principal of the credentials.", domain =>
        {
            domain.Client.Http.DefaultRequestHeaders.Add("x-emulator-principal", "ann");
            return domain.Client.PostAsync("/domains-list");
        }),
        new(Refusal.Throttled, "rate", "ListDomains has a rate of 2 per second and a burst of 1", async domain =>
        {
            await PutAsync(domain, "throttling", "\"mode\":\"Documented\",\"operations\":{\"ListDomains\":{\"burst\":1}}");
            await domain.Client.PostAsync("/domains-list");
            return await domain.Client.PostAsync("/domains-list");
        }),
        new(Refusal.InjectedFault, "rule", "The fault rule 'mine' injected this error.", async domain =>
        {
            (await SendRulesAsync(domain, "POST", """[{"id":"mine"}]""")).ShouldSucceed();
            return await domain.Client.PostAsync("/domains-list");
        }),
        new(Refusal.CustomerProfile, "unlisted", "Add the profile to the listed profiles", async domain =>
        {
            await PutAsync(domain, "customer-profiles", "\"mode\":\"Listed\"");
            return await CreateCaseAsync(domain);
        }),
        new(Refusal.CustomerProfile, "denied", "The profile is one of the denied profiles", async domain =>
        {
            await PutAsync(domain, "customer-profiles", $"\"mode\":\"Any\",\"denied\":[\"{Profile}\"]");
            return await CreateCaseAsync(domain);
        }),
        new(Refusal.FaultRules, "id twice", "Without an id, a rule gets an id of its own.", domain =>
            SendRulesAsync(domain, "POST", """[{"id":"a"},{"id":"a"}]""")),
        new(Refusal.FaultRules, "too many", "POST replaces the rules of its scope.", domain =>
            SendRulesAsync(domain, "POST", $"[{string.Join(',', Enumerable.Repeat("{}", 1_001))}]")),
        new(Refusal.FaultRules, "id in several worlds", "Send account and region to choose one of: 333333333333, 444444444444.", async domain =>
        {
            foreach (var account in (string[])["333333333333", "444444444444"])
            {
                (await domain.Client.PostAsync($"/_emulator/faults?account={account}", """[{"id":"twin"}]""")).ShouldSucceed();
            }

            return await domain.Client.DeleteAsync("/_emulator/faults/twin");
        }),
        new(Refusal.ResourceNotFound, "fault rule", "GET /_emulator/faults lists the rules of a scope.", domain =>
            domain.Client.DeleteAsync($"/_emulator/faults/none?account={domain.Client.AccessKeyId}")),
        new(Refusal.JsonType, "object in place of rules", "Send an array", domain => SendRulesAsync(domain, "PATCH", "{}")),
    ];

    private static Task<ApiResponse> SendRulesAsync(TestDomain domain, string method, string rules) => domain.Client.SendAsync(
        new HttpMethod(method), $"/_emulator/faults?account={domain.Client.AccessKeyId}", rules);

    private static async Task PutAsync(TestDomain domain, string control, string members) => (await domain.Client.PutAsync(
        $"/_emulator/{control}", $$"""{"account":"{{domain.Client.AccessKeyId}}",{{members}}}""")).ShouldSucceed();

    private static async Task<ApiResponse> CreateCaseAsync(TestDomain domain) => await domain.TryCreateCaseAsync(
        await domain.CreateTemplateAsync(), TestDomain.Value("customer_id", Profile));
}
