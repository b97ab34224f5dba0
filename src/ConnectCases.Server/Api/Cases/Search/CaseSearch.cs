using System.Globalization;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Runs SearchCases: parses the query, chooses a plan and runs the plan.</summary>
internal sealed class CaseSearch(
    CasesDbContext db, Caller caller, Clock clock, RequestWarnings warnings, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    public SearchCasesResponse Search(string domainId, SearchCasesRequest request, CancellationToken cancellationToken)
    {
        using var interruption = db.InterruptWhen(cancellationToken);
        var domain = db.GetDomain(caller, domainId);
        var (query, tokens, total, position, size, fieldIds) =
            ParsedCaseSearch.Parse(db, domain, request, options.Value, clock.GetUtcNow());

        var plan = CaseSearchPlan.Choose(db, query, options.Value);
        total ??= plan.Count();
        var rows = plan.Run(position, size + 1);

        // The count can cover only some of the cases. The total must be at least the number of cases that were read.
        total = Math.Max(total.Value, rows.Count);
        warnings.WarnAboutCount(total.Value, options.Value.SearchCountLimit);
        if (total == 0)
        {
            warnings.WarnAboutConditions(db, query);
        }

        var page = Page<SortedCase>.Of(
            rows, size, tokens, row => string.Create(CultureInfo.InvariantCulture, $"{total}|{query.Order.PositionOf(row)}"));
        return new(page.NextToken, WithValues(page.Items, fieldIds), total.Value);
    }

    private IReadOnlyList<SearchCasesResponseItem> WithValues(IReadOnlyList<SortedCase> cases, string[] fieldIds)
    {
        var keys = cases.Select(@case => @case.Key).ToArray();
        var values = fieldIds.Length == 0
            ? []
            : db.CaseValues.Where(value => keys.Contains(value.CaseKey) && fieldIds.Contains(value.FieldId))
                .ToDictionary(value => (value.CaseKey, value.FieldId), value => value.ToContract());
        return
        [
            .. cases.Select(@case => new SearchCasesResponseItem(
                @case.CaseId,
                @case.TemplateId,
                [.. fieldIds.Select(id => values.GetValueOrDefault((@case.Key, id))).OfType<FieldValue>()],
                @case.Tags)),
        ];
    }
}
