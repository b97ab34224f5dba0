using System.Linq.Expressions;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>
/// Parses filters into conditions on items. A filter selects the items of one type and can have more conditions. An item must
/// match at least one of the filters.
/// </summary>
internal sealed class RelatedItemConditions
{
    private readonly IReadOnlyDictionary<string, Field> fields;
    private readonly EmulatorOptions options;

    private RelatedItemConditions(IReadOnlyDictionary<string, Field> fields, EmulatorOptions options) =>
        (this.fields, this.options) = (fields, options);

    /// <summary>Returns one condition per filter.</summary>
    /// <exception cref="ValidationException">A field does not exist, or an operator, operand or limit is invalid.</exception>
    public static IReadOnlyList<AllItemCondition> Parse(
        CasesDbContext db, Domain domain, IReadOnlyList<RelatedItemTypeFilter> filters, EmulatorOptions options)
    {
        var fieldFilters = filters.Select(filter => filter.Custom?.Fields).OfType<CustomFieldsFilter>()
            .Leaves().Select(leaf => leaf.Field!);
        var fields = FieldLookup.Find(db, domain, "The filter", fieldFilters.Select(FieldCondition.FieldIdOf));
        var conditions = new RelatedItemConditions(fields, options);
        return [.. filters.Select((filter, index) => new AllItemCondition($"filters[{index}]", [.. conditions.Parse(filter, $"filters[{index}]")]))];
    }

    /// <summary>Returns the predicate that an item matches at least one of the filters.</summary>
    public static Expression<Func<RelatedItem, bool>> ToPredicate(IEnumerable<AllItemCondition> filters) =>
        Predicates.Any(filters.Select(filter => filter.ToPredicate()));

    private IEnumerable<RelatedItemCondition> Parse(RelatedItemTypeFilter filter, string path) => filter switch
    {
        { Contact: { } contact } => OfContact(contact, $"{path}.contact"),
        { Comment: not null } => [new TypeItemCondition($"{path}.comment", RelatedItemType.Comment)],
        { File: { FileArn: var arn } } => [new TypeItemCondition($"{path}.file", RelatedItemType.File), .. Target($"{path}.file.fileArn", arn)],
        { Sla: { } sla } => OfSla(sla, $"{path}.sla"),
        { ConnectCase: { CaseId: var caseId } } =>
            [new TypeItemCondition($"{path}.connectCase", RelatedItemType.ConnectCase), .. Target($"{path}.connectCase.caseId", caseId)],
        { Custom: { Fields: var values } } =>
        [
            new TypeItemCondition($"{path}.custom", RelatedItemType.Custom),
            .. values is null ? (RelatedItemCondition[])[] : [OfFields(values, $"{path}.custom.fields")],
        ],
        _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
    };

    private static IEnumerable<RelatedItemCondition> OfContact(ContactFilter contact, string path)
    {
        yield return new TypeItemCondition(path, RelatedItemType.Contact);
        if (contact.Channel is { Count: > 0 } channels)
        {
            yield return new ChannelItemCondition($"{path}.channel", channels);
        }

        foreach (var target in Target($"{path}.contactArn", contact.ContactArn))
        {
            yield return target;
        }
    }

    private static IEnumerable<RelatedItemCondition> OfSla(SlaFilter sla, string path)
    {
        yield return new TypeItemCondition(path, RelatedItemType.Sla);
        foreach (var target in Target($"{path}.name", sla.Name))
        {
            yield return target;
        }

        if (sla.Status is { } status)
        {
            yield return new SlaStatusItemCondition($"{path}.status", status);
        }
    }

    private static IEnumerable<RelatedItemCondition> Target(string path, string? target) =>
        target is null ? [] : [new TargetItemCondition(path, target)];

    private RelatedItemCondition OfFields(CustomFieldsFilter filter, string path) => filter switch
    {
        { Not: { } not } => new NotItemCondition($"{path}.not", OfFields(not, $"{path}.not")),
        { AndAll: { } all } => new AllItemCondition($"{path}.andAll", OfEach(all, $"{path}.andAll")),
        { OrAll: { } any } => new AnyItemCondition($"{path}.orAll", OfEach(any, $"{path}.orAll")),
        _ => new FieldItemCondition($"{path}.field", FieldCondition.Parse(filter.Field!, fields, options)),
    };

    private List<RelatedItemCondition> OfEach(IReadOnlyList<CustomFieldsFilter> filters, string path) =>
        [.. filters.Select((each, index) => OfFields(each, $"{path}[{index}]"))];
}
