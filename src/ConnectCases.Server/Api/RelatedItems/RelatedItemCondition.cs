using System.Linq.Expressions;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>One condition of a filter on related items after parsing.</summary>
/// <param name="Path">The member of the request that the condition comes from, such as <c>filters[0].sla.status</c>.</param>
internal abstract record RelatedItemCondition(string Path)
{
    /// <summary>Returns the condition as a predicate on items, which both databases evaluate.</summary>
    public abstract Expression<Func<RelatedItem, bool>> ToPredicate();
}

/// <summary>The condition that an item has a type.</summary>
internal sealed record TypeItemCondition(string Path, RelatedItemType Type) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate()
    {
        var type = Type;
        return item => item.Type == type;
    }
}

/// <summary>A condition on the ARN of a contact or file, the id of a connected case, or the name of an SLA.</summary>
internal sealed record TargetItemCondition(string Path, string Target) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate()
    {
        var target = Target;
        return item => item.Target == target;
    }
}

/// <summary>The condition that a contact has one of some channels.</summary>
internal sealed record ChannelItemCondition(string Path, IReadOnlyList<string> Channels) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate()
    {
        var channels = Channels;
        return item => channels.Contains(item.Channel!);
    }
}

/// <summary>The condition that an SLA has a status.</summary>
internal sealed record SlaStatusItemCondition(string Path, SlaStatus Status) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate()
    {
        var status = Status;
        return item => item.SlaStatus == status;
    }
}

/// <summary>A condition on a field of a custom item.</summary>
internal sealed record FieldItemCondition(string Path, FieldCondition Condition) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate() =>
        Condition.OnOwner<RelatedItem, RelatedItemValue>(item => item.Values);
}

internal sealed record NotItemCondition(string Path, RelatedItemCondition Condition) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate() => Predicates.Not(Condition.ToPredicate());
}

/// <summary>A condition that holds if all of its parts hold. Without parts, every item matches.</summary>
internal sealed record AllItemCondition(string Path, IReadOnlyList<RelatedItemCondition> Conditions) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate() =>
        Predicates.All(Conditions.Select(condition => condition.ToPredicate()));
}

/// <summary>A condition that holds if at least one of its parts holds. Without parts, no item matches.</summary>
internal sealed record AnyItemCondition(string Path, IReadOnlyList<RelatedItemCondition> Conditions) : RelatedItemCondition(Path)
{
    public override Expression<Func<RelatedItem, bool>> ToPredicate() =>
        Predicates.Any(Conditions.Select(condition => condition.ToPredicate()));
}
