using System.Linq.Expressions;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>One condition of a case search after parsing.</summary>
/// <param name="Path">
/// The member of the request that the condition comes from, such as <c>filter.andAll[0].field</c>, or the name of an option.
/// </param>
internal abstract record CaseCondition(string Path)
{
    /// <summary>Returns the condition as a predicate on cases, which both databases evaluate.</summary>
    public abstract Expression<Func<Case, bool>> ToPredicate();
}

/// <summary>A condition on the value of a field.</summary>
internal sealed record FieldCaseCondition(string Path, FieldCondition Condition) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate() =>
        Condition.OnOwner<Case, CaseValue>(@case => @case.Values);
}

/// <summary>A condition on a tag. Without a value, any value of the tag matches.</summary>
internal sealed record TagCaseCondition(string Path, string Key, string? Value) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate()
    {
        var (key, value) = (Key, Value);
        return @case => @case.TagRows.Any(row => row.Key == key && (value == null || row.Value == value));
    }

    /// <summary>Returns the matching tag rows of a domain.</summary>
    public IQueryable<CaseTag> Rows(CasesDbContext db, Domain domain)
    {
        var (domainKey, key, value) = (domain.Key, Key, Value);
        return db.CaseTags.Where(
            row => row.DomainKey == domainKey && row.Key == key && (value == null || row.Value == value));
    }
}

/// <summary>A word or a phrase of the search term (behaviour.md 10.2).</summary>
/// <param name="Path">The member of the request.</param>
/// <param name="Term">The word or the phrase, in lower case.</param>
/// <param name="Patterns">
/// Parts of the stored form of words (<see cref="SearchWords"/>). At least one value of the case must contain one of them.
/// </param>
internal sealed record WordCaseCondition(string Path, string Term, IReadOnlyList<string> Patterns) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate() =>
        Predicates.Exists<Case, CaseValue>(@case => @case.Values, OnValue());

    /// <summary>Returns the matching value rows of a domain. The index of words finds them.</summary>
    public IQueryable<CaseValue> Rows(CasesDbContext db, Domain domain)
    {
        var domainKey = domain.Key;
        return db.FindWords<CaseValue>(domainKey, Patterns).Where(value => value.DomainKey == domainKey).Where(OnValue());
    }

    /// <summary>Returns the condition on one value of the case.</summary>
    public Expression<Func<CaseValue, bool>> OnValue() => Predicates.Any(
        Patterns.Select(pattern => (Expression<Func<CaseValue, bool>>)(value => value.Words.Contains(pattern))));
}

/// <summary>The condition that a case is old enough to be found by searches (behaviour.md 10.4).</summary>
internal sealed record VisibleCaseCondition(string Path, string Until) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate()
    {
        var until = Until;
        return @case => @case.Values.Any(value =>
            value.FieldId == SystemFields.CreatedDateTime && string.Compare(value.Text, until) <= 0);
    }
}

internal sealed record NotCaseCondition(string Path, CaseCondition Condition) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate() => Predicates.Not(Condition.ToPredicate());
}

/// <summary>A condition that holds if all of its parts hold. Without parts, every case matches.</summary>
internal sealed record AllCaseCondition(string Path, IReadOnlyList<CaseCondition> Conditions) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate() =>
        Predicates.All(Conditions.Select(condition => condition.ToPredicate()));
}

/// <summary>A condition that holds if at least one of its parts holds. Without parts, no case matches.</summary>
internal sealed record AnyCaseCondition(string Path, IReadOnlyList<CaseCondition> Conditions) : CaseCondition(Path)
{
    public override Expression<Func<Case, bool>> ToPredicate() =>
        Predicates.Any(Conditions.Select(condition => condition.ToPredicate()));
}
