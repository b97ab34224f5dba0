using ConnectCases.Events;
using ConnectCases.Protocol.Paging;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Events;

internal sealed class EventJournal(CasesDbContext db, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    /// <summary>Lists the events of all accounts in commit order.</summary>
    public ListEventsResponse List(ListEventsRequest request)
    {
        var (type, domainId, caseId, account, region, _, _) = request;

        // Tokens of earlier versions have no world.
        var world = account is null ? "" : $"\n{account}\n{region}";
        var tokens = new PageTokens("ListEvents", "", $"{type}\n{domainId}\n{caseId}{world}");
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var rows = request.Of(db.Events, row => row.Account, row => row.Region)
            .Where(row => row.Sequence > after
                && (type == null || row.EventType == type)
                && (domainId == null || row.DomainId == domainId)
                && (caseId == null || row.CaseId == caseId))
            .OrderBy(row => row.Sequence).Take(size + 1);

        var page = Page<CaseEvent>.Of(rows, size, tokens, row => row.Sequence);
        return new([.. page.Items.Select(row => row.Envelope)], page.NextToken);
    }
}
