using System.Globalization;
using System.Linq.Expressions;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using Microsoft.Extensions.Options;

namespace ConnectCases.Cases;

/// <summary>Finds cases: by their values, and by a contact that they are about.</summary>
internal sealed class CaseSearch(CasesDbContext db, Caller caller, TimeProvider clock, IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;
    public const int LargestContactPage = 10;

    private const int DefaultPage = 25;
    private const int MostCasesCounted = 100_000;

    public SearchCasesResponse Search(string domainId, SearchCasesRequest request, CancellationToken cancellationToken)
    {
        using var interruption = db.InterruptWhen(cancellationToken);
        var domain = db.GetDomain(caller, domainId);
        var fields = FieldsOf(domain, request.Filter);
        var listing = request with { MaxResults = null, NextToken = null, Fields = null };
        var tokens = new PageTokens("SearchCases", domain.DomainId, StoredJson<SearchCasesRequest>.From(listing).Json);
        var (total, position) = Continued(tokens.ReadPosition(request.NextToken));
        var size = options.Value.PageSize(request.MaxResults, DefaultPage);

        var fieldIds = (request.Fields ?? []).Select(field => field.Id!).Distinct().ToArray();
        FieldReferences.Find(db, domain, "fields", fieldIds);
        var order = CaseOrder.Of(db, domain, request.Sorts ?? []);

        var candidates = new CaseCandidates(db, domain, fields, options.Value.SearchCandidates)
            .Of(request.Filter, request.SearchTerm);
        var cases = candidates is null ? Of(domain) : db.Cases.Where(@case => candidates.Contains(@case.Key));
        var matching = Matching(cases, request, fields);
        total ??= candidates is null ? Count(domain, request, fields) : Count(candidates, request, fields, matching);
        var rows = candidates is null
            ? order.Walk(db, matching, OnFirst(order, request, fields), position, size + 1)
            : order.Sort(db, matching, candidates, position, size + 1);

        // What is counted among some of the cases is at least what is there to see.
        total = Math.Max(total.Value, rows.Count);
        var page = Page<SortedCase>.Of(
            rows, size, tokens, row => string.Create(CultureInfo.InvariantCulture, $"{total}|{order.PositionOf(row)}"));
        return new(page.NextToken, WithValues(page.Items, fieldIds), total.Value);
    }

    /// <summary>A page that follows another continues with its count and after its last case.</summary>
    private static (long? Total, string? Position) Continued(string? position) => position?.Split('|', 2) is [var total, var last]
        ? (long.Parse(total, CultureInfo.InvariantCulture), last)
        : (null, null);

    private static IEnumerable<Expression<Func<CaseValue, bool>>> OnFirst(
        CaseOrder order, SearchCasesRequest request, FieldFilters fields) => request.Filter.Conjuncts()
            .Select(filter => filter.Field is { } field ? fields.OnValueOf(order.First, field) : null)
            .OfType<Expression<Func<CaseValue, bool>>>();

    private FieldFilters FieldsOf(Domain domain, CaseFilter? filter) => FieldFilters.Of(
        db,
        domain,
        new[] { filter }.OfType<CaseFilter>().Leaves().Select(leaf => leaf.Field).OfType<FieldFilter>(),
        options.Value.TextEquality);

    /// <summary>
    /// How many cases match, where they are not few: at most <see cref="EmulatorOptions.SearchCountLimit"/> are counted, in an
    /// index if it knows all that is asked, else among the first that one of the conditions finds there, or the first of the domain.
    /// </summary>
    private long Count(Domain domain, SearchCasesRequest request, FieldFilters fields)
    {
        var limit = options.Value.SearchCountLimit;
        var indexed = CaseFilters.Indexed(db, domain, fields, request.Filter, request.SearchTerm).Take(2).ToList();
        if (indexed.Count == 1 && IsAnsweredByOneIndex(request, fields))
        {
            return indexed[0].Take(limit).Count();
        }

        var some = indexed.Count > 0
            ? db.Cases.Where(@case => indexed[0].Take(MostCasesCounted).Contains(@case.Key))
            : Of(domain).Take(MostCasesCounted);
        return Matching(some, request, fields).Take(limit).Count();
    }

    private long Count(
        long[] candidates, SearchCasesRequest request, FieldFilters fields, IQueryable<Case> matching) =>
        IsAnsweredByOneIndex(request, fields) ? candidates.Length : matching.LongCount();

    /// <summary>Whether what an index finds for the only condition, or for those on the only field, is what the search finds.</summary>
    private bool IsAnsweredByOneIndex(SearchCasesRequest request, FieldFilters fields)
    {
        var conjuncts = request.Filter.Conjuncts().ToList();
        var words = CaseFilters.Words(request.SearchTerm).Count();
        var ofOneField = conjuncts.TrueForAll(each => each.Field is { } field && fields.AsksForValue(field))
            && conjuncts.Select(each => FieldFilters.FieldOf(each.Field!)).Distinct().Count() == 1;
        return options.Value.SearchDelay == TimeSpan.Zero
            && ((conjuncts, words) is ([], 1) or ([{ Tag: not null }], 0) || (ofOneField && words == 0));
    }

    public ListCasesForContactResponse ListForContact(string domainId, ListCasesForContactRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListCasesForContact", domain.DomainId, request.ContactArn!);
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, LargestContactPage);
        var visible = options.Value.SearchableUntil(clock);

        var rows = db.RelatedItems
            .Where(item => item.DomainKey == domain.Key && item.Target == request.ContactArn && item.Sequence < before)
            .Where(item => item.Type == RelatedItemType.Contact && item.AssociationTime <= visible)
            .OrderByDescending(item => item.Sequence)
            .Take(size + 1)
            .Select(item => new { item.Sequence, item.Case!.CaseId, item.Case.TemplateId })
            .AsEnumerable()
            .Select(row => (row.Sequence, Summary: new CaseSummary(row.CaseId, row.TemplateId)));

        var page = Page<(long Sequence, CaseSummary Summary)>.Of(rows, size, tokens, row => row.Sequence);
        return new([.. page.Items.Select(row => row.Summary)], page.NextToken);
    }

    private IQueryable<Case> Of(Domain domain) => db.Cases.Where(@case => @case.DomainKey == domain.Key);

    private IQueryable<Case> Matching(
        IQueryable<Case> cases, SearchCasesRequest request, FieldFilters fields)
    {
        if (request.Filter is { } filter)
        {
            cases = cases.Where(filter.ToCondition(fields));
        }

        if (!string.IsNullOrWhiteSpace(request.SearchTerm))
        {
            cases = cases.Where(CaseFilters.ToCondition(request.SearchTerm));
        }

        if (options.Value.SearchDelay > TimeSpan.Zero)
        {
            var visible = TimestampConverter.Format8601(options.Value.SearchableUntil(clock));
            cases = cases.Where(@case => @case.Values.Any(value =>
                value.FieldId == SystemFields.CreatedDateTime && string.Compare(value.Text, visible) <= 0));
        }

        return cases;
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
