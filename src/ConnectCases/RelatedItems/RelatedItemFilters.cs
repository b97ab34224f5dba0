using System.Linq.Expressions;

namespace ConnectCases.RelatedItems;

/// <summary>Translates filters to a condition on rows: an entry selects one type and may narrow it, entries are alternatives.</summary>
internal static class RelatedItemFilters
{
    public static Expression<Func<RelatedItem, bool>> ToCondition(IReadOnlyList<RelatedItemTypeFilter> filters) =>
        filters.Select(ToCondition).Aggregate((left, right) => Expression.Lambda<Func<RelatedItem, bool>>(
            Expression.OrElse(left.Body, Expression.Invoke(right, left.Parameters)), left.Parameters));

    private static Expression<Func<RelatedItem, bool>> ToCondition(RelatedItemTypeFilter filter) => filter switch
    {
        { Contact: { } contact } => OfContact(contact.Channel ?? [], contact.ContactArn),
        { Comment: not null } => item => item.Type == RelatedItemType.Comment,
        { File: { FileArn: var arn } } => item => item.Type == RelatedItemType.File && (arn == null || item.Target == arn),

        // Items of these types cannot be created yet, so there is nothing to narrow.
        { Sla: not null } => item => item.Type == RelatedItemType.Sla,
        { ConnectCase: not null } => item => item.Type == RelatedItemType.ConnectCase,
        { Custom: not null } => item => item.Type == RelatedItemType.Custom,
        _ => throw new InvalidOperationException("A union always has one member set."),
    };

    private static Expression<Func<RelatedItem, bool>> OfContact(IReadOnlyList<string> channels, string? contactArn)
    {
        var anyChannel = channels.Count == 0;
        return item => item.Type == RelatedItemType.Contact
            && (anyChannel || channels.Contains(item.Channel!))
            && (contactArn == null || item.Target == contactArn);
    }
}
