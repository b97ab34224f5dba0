using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains why SearchCases finds a case or does not find a case (controls.md 6).</summary>
internal sealed class SearchExplanation(IStorage storage, WorldClocks clocks, IOptions<EmulatorOptions> options)
{
    private const int MaxPosition = 1_000;

    /// <exception cref="ResourceNotFoundException">The domain or the case does not exist.</exception>
    /// <exception cref="ValidationException">SearchCases would reject the request.</exception>
    public ExplainSearchCasesResponse Explain(ExplainSearchCasesRequest request, CancellationToken cancellationToken)
    {
        // All queries of an explanation read the same state.
        using var read = storage.BeginRead();
        var db = read.Db;
        using var interruption = db.InterruptWhen(cancellationToken);
        var world = WorldOfDomain.Find(db, request, request.DomainId!, options.Value);
        var (domain, @case) = db.GetCase(world, request.DomainId!, request.CaseId!);
        var search = ParsedCaseSearch.Parse(
            db, domain, request.ToSearch(), options.Value, clocks.Now(world.Account, world.Region));

        var explanation = new CaseExplanation(db, search.Query, @case, options.Value.SearchDelay);
        IReadOnlyList<ConditionExplanation> conditions = [.. search.Query.Conditions.Select(explanation.Explain)];
        var key = @case.Key;
        return search.Query.Apply(db.Cases.Where(row => row.Key == key)).Any()
            ? Found(db, search, domain, @case, conditions)
            : Respond(domain, @case, conditions, NotFound(conditions));
    }

    private ExplainSearchCasesResponse Found(
        CasesDbContext db, ParsedCaseSearch search, Domain domain, Case @case, IReadOnlyList<ConditionExplanation> conditions)
    {
        var plan = CaseSearchPlan.Choose(db, search.Query, options.Value);
        var index = IndexOf(plan.Run(position: null, MaxPosition), @case);
        int? page = index < 0 ? null : (index / search.Size) + 1;
        var onPage = IndexOf(plan.Run(search.Position, search.Size), @case) >= 0;
        var reason = conditions.Count == 0 ? "The request has no conditions, so every case matches." : Group.Count(conditions);
        var place = index < 0
            ? $"The case comes after the first {MaxPosition} cases in the requested order."
            : $"The case is number {index + 1} in the requested order, on page {page} ({Counted.Of(search.Size, "case")} per page).";
        var hint = onPage ? "" : " The requested page does not contain the case.";
        return Respond(domain, @case, conditions, $"{reason} {place}{hint}") with
        {
            Matches = true,
            Position = index < 0 ? null : index + 1,
            Page = page,
            OnPage = onPage,
        };
    }

    private static int IndexOf(IReadOnlyList<SortedCase> rows, Case @case)
    {
        var index = 0;
        while (index < rows.Count && rows[index].Key != @case.Key)
        {
            index++;
        }

        return index < rows.Count ? index : -1;
    }

    private static string NotFound(IReadOnlyList<ConditionExplanation> conditions) =>
        $"SearchCases does not find the case. {Group.FirstUnmet(conditions)}";

    private static ExplainSearchCasesResponse Respond(
        Domain domain, Case @case, IReadOnlyList<ConditionExplanation> conditions, string explanation) => new(
            Matches: false,
            domain.DomainId,
            @case.CaseId,
            domain.Account,
            domain.Region,
            Position: null,
            Page: null,
            OnPage: null,
            conditions,
            explanation);
}
