using System.Globalization;
using ConnectCases.Tests.Infrastructure;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>A domain with resources of each type, and the values that are valid in requests to the domain.</summary>
internal sealed class FuzzWorld
{
    private const int Cases = 8;

    private static readonly string[] Lists = ["fields-list", "layouts-list", "templates-list", "rules-list/"];

    private readonly TestDomain domain;
    private readonly Dictionary<string, List<string>> known = [];
    private readonly List<(string Id, string Type)> fields = [("title", "Text"), ("summary", "Text"), ("status", "SingleSelect")];

    private FuzzWorld(TestDomain domain) => this.domain = domain;

    public string Account => domain.Client.AccessKeyId;

    public IReadOnlyList<(string Id, string Type)> Fields => fields;

    /// <summary>Returns the name under which a world has the related items of a case.</summary>
    public static string ItemsOf(string caseId) => $"relatedItemId of {caseId}";

    /// <summary>Creates a world in its own account. Every world has the same number of values of each kind.</summary>
    public static async Task<FuzzWorld> CreateAsync(Uri server, int number)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"{200_000_000_000 + number}");
        var client = new CasesClient(new HttpClient { BaseAddress = server }, account, "us-east-1");
        var world = new FuzzWorld(await TestDomain.CreateAsync(client));
        await world.AddConfigurationAsync();
        await world.AddCasesAsync();
        await world.AddTokensAsync();
        world.AddArns();
        return world;
    }

    /// <summary>Returns the values of a member or path label, or an empty list if any text is valid.</summary>
    public IReadOnlyList<string> Values(string name) => known.GetValueOrDefault(name) ?? [];

    /// <summary>Deletes the domain, so that a long run does not fill the database.</summary>
    public async Task DeleteAsync()
    {
        await domain.Client.DeleteAsync(domain.Path);
        domain.Client.Http.Dispose();
    }

    private async Task AddConfigurationAsync()
    {
        Add("domainId", domain.Id);
        foreach (var type in RandomValues.Types)
        {
            var id = await domain.CreateFieldAsync(type);
            fields.Add((id, type));
            Add("fieldId", id);
        }

        await AddOptionsAsync(fields.Last(field => field.Type == "SingleSelect").Id);
        await domain.EnableEventsAsync();
        for (var number = 0; number < 3; number++)
        {
            Add("layoutId", await domain.CreateLayoutAsync(Values("fieldId")[0]));
            Add("templateId", await domain.CreateTemplateAsync());
            Add("caseRuleId", await domain.CreateCaseRuleAsync());
        }
    }

    // The field is three times among the known ones, because it is the only one with options.
    private async Task AddOptionsAsync(string fieldId)
    {
        foreach (var option in (string[])["red", "blue-1", "GREEN_2"])
        {
            await domain.PutOptionAsync(fieldId, option);
            Add("fieldId", fieldId);
        }
    }

    private async Task AddCasesAsync()
    {
        for (var number = 0; number < Cases; number++)
        {
            var @case = await domain.CreateCaseAsync(Values("templateId")[0]);
            Add("caseId", @case.Id);
            Add("referenceId", await @case.ReferenceIdAsync());
            await AddItemsAsync(@case);
        }
    }

    private async Task AddItemsAsync(TestCase @case)
    {
        ApiResponse[] created =
        [
            await @case.AddCommentAsync("Hello"),
            await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/1"),
            await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/1"),
            await @case.AddCustomAsync(TestDomain.Value(Values("fieldId")[0], "Parcel")),
            await @case.AddAsync("Sla", TestCase.Sla("Reply", 60)),
        ];
        foreach (var response in created)
        {
            Add(ItemsOf(@case.Id), response.ShouldSucceed().Id("relatedItemId"));
        }
    }

    private async Task AddTokensAsync()
    {
        foreach (var list in Lists)
        {
            AddToken(await domain.PostAsync($"/{list}?maxResults=1"));
        }

        AddToken(await domain.SearchCasesAsync("""{"maxResults":1}"""));
        AddToken(await domain.PostAsync($"/cases/{Values("caseId")[0]}/related-items-search", """{"maxResults":1}"""));
        AddToken(await domain.PostAsync($"/cases/{Values("caseId")[0]}/audit-history", """{"maxResults":1}"""));
        AddToken(await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/events?maxResults=1", null));
    }

    private void AddToken(ApiResponse response) => Add("nextToken", response.ShouldSucceed().Id("nextToken"));

    private void AddArns()
    {
        Add("arn", domain.ArnOf());
        Add("arn", domain.ArnOf($"/case/{Values("caseId")[0]}"));
        Add("arn", domain.ArnOf($"/case/{Values("caseId")[0]}/related-item/{Values(ItemsOf(Values("caseId")[0]))[0]}"));
        Add("arn", domain.ArnOf($"/field/{Values("fieldId")[0]}"));
        Add("arn", domain.ArnOf($"/layout/{Values("layoutId")[0]}"));
        Add("arn", domain.ArnOf($"/template/{Values("templateId")[0]}"));
        Add("arn", domain.ArnOf($"/case-rule/{Values("caseRuleId")[0]}"));
    }

    private void Add(string name, string value)
    {
        if (!known.TryGetValue(name, out var values))
        {
            known[name] = values = [];
        }

        values.Add(value);
    }
}
