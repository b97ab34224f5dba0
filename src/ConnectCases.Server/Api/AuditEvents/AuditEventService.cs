using ConnectCases.Api.Cases;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.AuditEvents;

internal sealed class AuditEventService(CasesDbContext db, Caller caller, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 25;

    private static readonly Func<CasesDbContext, long, long, int, IEnumerable<AuditRecord>> NewestFirst = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey, long before, int count) => db.Set<AuditRecord>().AsNoTracking()
            .Where(record => record.CaseKey == caseKey && record.Sequence < before)
            .OrderByDescending(record => record.Sequence)
            .Take(count));

    public GetCaseAuditEventsResponse Get(string domainId, string caseId, GetCaseAuditEventsRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var tokens = new PageTokens("GetCaseAuditEvents", $"{domain.DomainId}/{@case.CaseId}");
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var page = Page<AuditRecord>.Of(NewestFirst(db, @case.Key, before, size + 1), size, tokens, record => record.Sequence);

        return new([.. page.Items.Select(record => record.ToContract())], page.NextToken);
    }
}
