using System.Linq.Expressions;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.Cases;

/// <summary>Translates the filter and the term of a search to conditions on cases (behaviour.md 10.1, 10.2).</summary>
internal sealed class CaseFilters(FieldFilters fields)
{
    public static Expression<Func<Case, bool>> ToCondition(
        CasesDbContext db, Domain domain, CaseFilter filter, EmulatorOptions options)
    {
        var fieldFilters = new[] { filter }.Leaves().Select(leaf => leaf.Field).OfType<FieldFilter>();
        var translation = new CaseFilters(FieldFilters.Of(db, domain, fieldFilters, options.TextEquality));
        return filter.ToCondition<CaseFilter, Case>(translation.OfLeaf);
    }

    /// <summary>Every word of the term occurs in some value of the case.</summary>
    public static Expression<Func<Case, bool>> ToCondition(string searchTerm) => Predicates.All(
        searchTerm.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(StoredValue.Fold).Distinct().Select(OfWord));

    private static Expression<Func<Case, bool>> OfWord(string word) =>
        @case => @case.Values.Any(value => value.Folded.Contains(word));

    private Expression<Func<Case, bool>> OfLeaf(CaseFilter leaf) => leaf switch
    {
        { Field: { } field } => fields.ToCondition<Case, CaseValue>(field, @case => @case.Values),
        { Tag.EqualTo: { Key: { } key, Value: var value } } =>
            @case => @case.TagRows.Any(tag => tag.Key == key && (value == null || tag.Value == value)),
        _ => throw new ValidationException("A tag filter needs the key of a tag: filter.tag.equalTo.key."),
    };
}
