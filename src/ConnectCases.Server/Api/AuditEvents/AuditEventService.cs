using ConnectCases.Api.Cases;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.AuditEvents;

internal sealed class AuditEventService(CasesDbContext db, Caller caller, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 25;

    private static readonly Func<CasesDbContext, long, long, int, IEnumerable<Row>> NewestFirst = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey, long before, int count) => db.Set<AuditRecord>()
            .Where(record => record.CaseKey == caseKey && record.Sequence < before)
            .OrderByDescending(record => record.Sequence)
            .Take(count)
            .Select(record => new Row(
                record.Sequence,
                new AuditEvent(
                    record.EventId,
                    record.Type,
                    record.RelatedItemType,
                    record.PerformedTime,
                    record.Fields,
                    new AuditEventPerformedBy(record.User, record.IamPrincipalArn),
                    record.MergeMetadata))));

    public GetCaseAuditEventsResponse Get(string domainId, string caseId, GetCaseAuditEventsRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var tokens = new PageTokens("GetCaseAuditEvents", $"{domain.DomainId}/{@case.CaseId}");
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var page = Page<Row>.Of(NewestFirst(db, @case.Key, before, size + 1), size, tokens, row => row.Sequence);

        return new([.. page.Items.Select(row => row.Event)], page.NextToken);
    }

    private sealed record Row(long Sequence, AuditEvent Event);
}
