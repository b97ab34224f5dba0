using System.Text.Json;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Api.Domains;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>A plan names the conditions that a case does not meet, whichever way the plan finds cases.</summary>
public sealed class CaseSearchPlanTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private TestDomain domain = null!;
    private TestCase @case = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        @case = await domain.CreateCaseAsync(null, Value("summary", "Green box"));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("""{"searchTerm":"lost box"}""", "")]
    [InlineData("""{"searchTerm":"lost refund"}""", "searchTerm")]
    [InlineData("""{"filter":{"field":{"equalTo":{"id":"status","value":{"stringValue":"closed"}}}}}""", "filter.field")]
    [InlineData("""{"filter":{"tag":{"equalTo":{"key":"team"}}},"searchTerm":"lost"}""", "filter.tag")]
    [InlineData(
        """{"filter":{"andAll":[{"field":{"contains":{"id":"title","value":{"stringValue":"parcel"}}}},{"not":{"field":{"equalTo":{"id":"status","value":{"stringValue":"open"}}}}},{"orAll":[]}]}}""",
        "filter.andAll[1].not filter.andAll[2].orAll")]
    public void A_plan_says_why_a_case_does_not_match(string body, string unmet)
    {
        using var db = app.OpenDatabase();
        var request = JsonSerializer.Deserialize(body, CaseJson.Wire.SearchCasesRequest)!;
        var query = CaseQuery.Parse(
            db, db.Domains.Single(row => row.DomainId == domain.Id), request, new EmulatorOptions(), DateTimeOffset.MaxValue);
        var row = db.Cases.Single(row => row.CaseId == @case.Id);
        foreach (var plan in Plans(db, query))
        {
            Assert.Equal(unmet, string.Join(' ', plan.UnmetBy(row).Select(condition => condition.Path)));
            Assert.Equal(unmet.Length == 0, plan.Run(position: null, 10).Any(found => found.CaseId == @case.Id));
            Assert.Equal(unmet.Length == 0 ? 1 : 0, plan.Count());
        }
    }

    [Fact]
    public void The_plan_depends_on_the_number_of_candidates()
    {
        using var db = app.OpenDatabase();
        var request = JsonSerializer.Deserialize("""{"searchTerm":"parcel"}""", CaseJson.Wire.SearchCasesRequest)!;
        var query = CaseQuery.Parse(
            db, db.Domains.Single(row => row.DomainId == domain.Id), request, new EmulatorOptions(), DateTimeOffset.MaxValue);

        Assert.IsType<FewCandidates>(CaseSearchPlan.Choose(db, query, new EmulatorOptions()));
        Assert.IsType<IndexScan>(CaseSearchPlan.Choose(db, query, new EmulatorOptions { SearchCandidates = 0 }));
    }

    private static CaseSearchPlan[] Plans(ConnectCases.Storage.CasesDbContext db, CaseQuery query) =>
        [CaseSearchPlan.Choose(db, query, new EmulatorOptions()), new IndexScan(db, query, countLimit: 100)];
}
