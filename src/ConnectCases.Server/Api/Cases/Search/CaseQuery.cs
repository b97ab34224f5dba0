using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>A SearchCases request after parsing: the conditions that a case must meet, and the order of the result.</summary>
internal sealed class CaseQuery
{
    private CaseQuery(Domain domain, IReadOnlyList<CaseCondition> conditions, CaseOrder order)
    {
        Domain = domain;
        Conditions = conditions;
        Order = order;
    }

    public Domain Domain { get; }

    /// <summary>The top-level conditions. No condition is an <see cref="AllCaseCondition"/>.</summary>
    public IReadOnlyList<CaseCondition> Conditions { get; }

    public CaseOrder Order { get; }

    /// <param name="db">The database.</param>
    /// <param name="domain">The domain to search.</param>
    /// <param name="request">The validated request.</param>
    /// <param name="options">The options that select how texts and ARNs are compared.</param>
    /// <param name="visibleUntil">The latest creation time of the cases that the search finds.</param>
    /// <exception cref="ValidationException">A field does not exist, or an operator, operand or limit is invalid.</exception>
    public static CaseQuery Parse(
        CasesDbContext db, Domain domain, SearchCasesRequest request, EmulatorOptions options, DateTimeOffset visibleUntil)
    {
        CaseFilter[] filters = request.Filter is { } filter ? [filter] : [];
        var fieldFilters = filters.Leaves().Select(leaf => leaf.Field).OfType<FieldFilter>();
        var parser = new Parser(
            FieldLookup.Find(db, domain, "The filter", fieldFilters.Select(FieldCondition.FieldIdOf)), options);
        return new(
            domain,
            [.. filters.SelectMany(each => parser.ParseConjuncts(each, "filter")), .. SearchTerm.Parse(request.SearchTerm ?? ""), .. Visibility(visibleUntil)],
            CaseOrder.Of(db, domain, request.Sorts ?? []));
    }

    /// <summary>Returns the cases of <paramref name="cases"/> that meet all conditions.</summary>
    public IQueryable<Case> Apply(IQueryable<Case> cases) =>
        Conditions.Aggregate(cases, (matching, condition) => matching.Where(condition.ToPredicate()));

    private static IEnumerable<CaseCondition> Visibility(DateTimeOffset until) => until == DateTimeOffset.MaxValue
        ? []
        : [new VisibleCaseCondition(nameof(EmulatorOptions.SearchDelay), TimestampConverter.Format8601(until))];

    private sealed class Parser(IReadOnlyDictionary<string, Field> fields, EmulatorOptions options)
    {
        /// <summary>Parses a filter into the conditions that must all hold.</summary>
        public IEnumerable<CaseCondition> ParseConjuncts(CaseFilter filter, string path) => filter.AndAll is { } all
            ? all.SelectMany((each, index) => ParseConjuncts(each, $"{path}.andAll[{index}]"))
            : [Parse(filter, path)];

        private CaseCondition Parse(CaseFilter filter, string path) => filter switch
        {
            { Field: { } field } => new FieldCaseCondition($"{path}.field", FieldCondition.Parse(field, fields, options)),
            { Tag.EqualTo: { Key: { } key, Value: var value } } => new TagCaseCondition($"{path}.tag", key, value),
            { Not: { } not } => new NotCaseCondition($"{path}.not", Parse(not, $"{path}.not")),
            { AndAll: { } all } => new AllCaseCondition($"{path}.andAll", ParseAll(all, $"{path}.andAll")),
            { OrAll: { } any } => new AnyCaseCondition($"{path}.orAll", ParseAll(any, $"{path}.orAll")),
            _ => throw new ValidationException(
                Refusal.FilterOperand,
                $"{path}.tag.equalTo.key is missing. A tag filter needs the key of a tag.",
                hint: $"Set key to the key of the tag, and value to its value.")
            {
                Member = $"{path}.tag.equalTo.key",
            },
        };

        private List<CaseCondition> ParseAll(IReadOnlyList<CaseFilter> filters, string path) =>
            [.. filters.Select((each, index) => Parse(each, $"{path}[{index}]"))];
    }
}
