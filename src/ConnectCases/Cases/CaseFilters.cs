using System.Linq.Expressions;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.Cases;

/// <summary>Translates the filter and the term of a search to conditions on cases (behaviour.md 10.1, 10.2).</summary>
internal static class CaseFilters
{
    public static Expression<Func<Case, bool>> ToCondition(this CaseFilter filter, FieldFilters fields) =>
        filter.ToCondition<CaseFilter, Case>(leaf => leaf switch
        {
            { Field: { } field } => fields.ToCondition<Case, CaseValue>(field, @case => @case.Values),
            { Tag.EqualTo: { } tag } => OfTag(tag),
            _ => throw WithoutKey(),
        });

    /// <summary>Every word of the term occurs in some value of the case.</summary>
    public static Expression<Func<Case, bool>> ToCondition(string? searchTerm) => Predicates.All(
        Words(searchTerm).Select<string, Expression<Func<Case, bool>>>(
            word => @case => @case.Values.Any(value => value.Folded.Contains(word))));

    public static IEnumerable<string> Words(string? searchTerm) =>
        (searchTerm ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(StoredValue.Fold).Distinct();

    /// <summary>The filters that all must hold, of those that stand side by side.</summary>
    public static IEnumerable<CaseFilter> Conjuncts(this CaseFilter? filter) => filter switch
    {
        null => [],
        { AndAll: { } all } => all.SelectMany(Conjuncts),
        _ => [filter],
    };

    /// <summary>The keys of cases, as an index finds them, for each condition that must hold; those on one field are one.</summary>
    public static IEnumerable<IQueryable<long>> Indexed(
        CasesDbContext db, Domain domain, FieldFilters fields, CaseFilter? filter, string? searchTerm)
    {
        var conjuncts = filter.Conjuncts().ToList();
        var ofFields = conjuncts.Select(each => each.Field).OfType<FieldFilter>().GroupBy(FieldFilters.FieldOf)
            .Select(group => fields.Rows(db, domain, group)?.Select(value => value.CaseKey));
        var ofTags = conjuncts.Select(each => each.Tag?.EqualTo).OfType<TagValue>()
            .Select(tag => Rows(db, domain, tag).Select(row => row.CaseKey));
        var ofWords = Words(searchTerm).Select(word => db.ValuesContaining(word)
            ?.Where(value => value.DomainKey == domain.Key && value.Folded.Contains(word)).Select(value => value.CaseKey).Distinct());
        return ofFields.Concat(ofTags).Concat(ofWords).OfType<IQueryable<long>>();
    }

    public static IQueryable<CaseTag> Rows(CasesDbContext db, Domain domain, TagValue tag) => db.Set<CaseTag>().Where(
        row => row.DomainKey == domain.Key && row.Key == tag.Key && (tag.Value == null || row.Value == tag.Value));

    private static Expression<Func<Case, bool>> OfTag(TagValue tag)
    {
        var (key, value) = (tag.Key ?? throw WithoutKey(), tag.Value);
        return @case => @case.TagRows.Any(row => row.Key == key && (value == null || row.Value == value));
    }

    private static ValidationException WithoutKey() =>
        new("A tag filter needs the key of a tag: filter.tag.equalTo.key.");
}
