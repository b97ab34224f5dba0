using System.Linq.Expressions;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;

namespace ConnectCases.RelatedItems;

/// <summary>Translates filters to a condition on rows: an entry selects one type and may narrow it, entries are alternatives.</summary>
internal sealed class RelatedItemFilters(FieldFilters fields)
{
    public static Expression<Func<RelatedItem, bool>> ToCondition(
        CasesDbContext db, Domain domain, IReadOnlyList<RelatedItemTypeFilter> filters, EmulatorOptions options)
    {
        var fieldFilters = filters.Select(filter => filter.Custom?.Fields).OfType<CustomFieldsFilter>()
            .Leaves().Select(leaf => leaf.Field!);
        var translation = new RelatedItemFilters(FieldFilters.Of(db, domain, fieldFilters, options.TextEquality));
        return Predicates.Any(filters.Select(translation.ToCondition));
    }

    private Expression<Func<RelatedItem, bool>> ToCondition(RelatedItemTypeFilter filter) => filter switch
    {
        { Contact: { } contact } => OfContact(contact.Channel ?? [], contact.ContactArn),
        { Comment: not null } => item => item.Type == RelatedItemType.Comment,
        { File: { FileArn: var arn } } => item => item.Type == RelatedItemType.File && (arn == null || item.Target == arn),
        { Sla: { Name: var name, Status: var status } } => item => item.Type == RelatedItemType.Sla
            && (name == null || item.Target == name)
            && (status == null || item.SlaStatus == status),
        { ConnectCase: { CaseId: var caseId } } =>
            item => item.Type == RelatedItemType.ConnectCase && (caseId == null || item.Target == caseId),
        { Custom: { Fields: var values } } => OfCustom(values),
        _ => throw new InvalidOperationException("A union always has one member set."),
    };

    private static Expression<Func<RelatedItem, bool>> OfContact(IReadOnlyList<string> channels, string? contactArn)
    {
        var anyChannel = channels.Count == 0;
        return item => item.Type == RelatedItemType.Contact
            && (anyChannel || channels.Contains(item.Channel!))
            && (contactArn == null || item.Target == contactArn);
    }

    private Expression<Func<RelatedItem, bool>> OfCustom(CustomFieldsFilter? filter)
    {
        Expression<Func<RelatedItem, bool>> custom = item => item.Type == RelatedItemType.Custom;
        return filter is null
            ? custom
            : Predicates.All([custom, filter.ToCondition<CustomFieldsFilter, RelatedItem>(OfField)]);
    }

    private Expression<Func<RelatedItem, bool>> OfField(CustomFieldsFilter filter) =>
        fields.ToCondition<RelatedItem, RelatedItemValue>(filter.Field!, item => item.Values);
}
