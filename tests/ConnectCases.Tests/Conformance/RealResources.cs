using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Conformance;

/// <summary>A domain with one resource of each type, so that a wrongly accepted request would write something.</summary>
public sealed class RealResources : IAsyncLifetime
{
    private readonly Dictionary<string, string> idByLabel = [];

    public CasesApp App { get; } = new();

    /// <summary>An app that accepts ARNs of every length from 1 to 500, as the contract does.</summary>
    public CasesApp AppWithAnyArns { get; } = new CasesApp().With("ArnForms", "Any");

    public CasesClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var domain = await App.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        Client = domain.Client;
        idByLabel["domainId"] = domain.Id;
        idByLabel["fieldId"] = await domain.CreateFieldAsync("SingleSelect");
        idByLabel["layoutId"] = await domain.CreateLayoutAsync();
        idByLabel["templateId"] = await domain.CreateTemplateAsync();
        idByLabel["caseRuleId"] = await domain.CreateCaseRuleAsync();
        idByLabel["caseId"] = @case.Id;
        idByLabel["relatedItemId"] = (await @case.AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemId");
        idByLabel[Uri.EscapeDataString(Contract.Label("arn"))] = Uri.EscapeDataString(domain.ArnOf());
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await AppWithAnyArns.DisposeAsync();
    }

    /// <summary>Returns the target with ids of existing resources in place of the label names.</summary>
    public Uri At(Uri target) => new(
        string.Join('/', target.OriginalString.Split('/').Select(AtSegment)), UriKind.Relative);

    /// <summary>Returns the body with ids of existing resources in place of the sample values.</summary>
    public string? At(string? body) => body?
        .Replace("\"domainId\":\"a\"", $"\"domainId\":\"{idByLabel["domainId"]}\"", StringComparison.Ordinal)
        .Replace("\"caseId\":\"a\"", $"\"caseId\":\"{idByLabel["caseId"]}\"", StringComparison.Ordinal);

    private string AtSegment(string segment)
    {
        var (label, query) = segment.Split('?', 2) is [var before, var after] ? (before, $"?{after}") : (segment, "");
        return idByLabel.GetValueOrDefault(label, label) + query;
    }
}
