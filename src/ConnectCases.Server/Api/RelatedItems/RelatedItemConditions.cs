using System.Linq.Expressions;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>
/// Translates filters to a predicate on items. A filter selects the items of one type and can have more conditions. An item must
/// match at least one of the filters.
/// </summary>
internal sealed class RelatedItemConditions(IReadOnlyDictionary<string, Field> fields, EmulatorOptions options)
{
    public static Expression<Func<RelatedItem, bool>> ToPredicate(
        CasesDbContext db, Domain domain, IReadOnlyList<RelatedItemTypeFilter> filters, EmulatorOptions options)
    {
        var fieldFilters = filters.Select(filter => filter.Custom?.Fields).OfType<CustomFieldsFilter>()
            .Leaves().Select(leaf => leaf.Field!);
        var fields = FieldLookup.Find(db, domain, "The filter", fieldFilters.Select(FieldCondition.FieldIdOf));
        var conditions = new RelatedItemConditions(fields, options);
        return Predicates.Any(filters.Select(conditions.ToPredicate));
    }

    private Expression<Func<RelatedItem, bool>> ToPredicate(RelatedItemTypeFilter filter) => filter switch
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
        _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
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
        return filter is null ? custom : Predicates.All([custom, OfFields(filter)]);
    }

    private Expression<Func<RelatedItem, bool>> OfFields(CustomFieldsFilter filter) => filter switch
    {
        { Not: { } not } => Predicates.Not(OfFields(not)),
        { AndAll: { } all } => Predicates.All(all.Select(OfFields)),
        { OrAll: { } any } => Predicates.Any(any.Select(OfFields)),
        _ => FieldCondition.Parse(filter.Field!, fields, options)
            .OnOwner<RelatedItem, RelatedItemValue>(item => item.Values),
    };
}
