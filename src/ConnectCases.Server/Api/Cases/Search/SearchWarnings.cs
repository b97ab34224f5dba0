using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Warns about searches whose result is probably not what the caller expects.</summary>
internal static class SearchWarnings
{
    /// <summary>Warns about a count that stops at its limit.</summary>
    public static void WarnAboutCount(this RequestWarnings warnings, long total, int limit)
    {
        if (total >= limit)
        {
            warnings.Add($"totalCount stops at {limit}. The search can have more results. Add conditions to the filter for an exact count.");
        }
    }

    /// <summary>
    /// Warns about conditions on deleted fields, and on options that do not exist. Callers use this method only if a search found nothing,
    /// because the queries for options would slow other searches.
    /// </summary>
    public static void WarnAboutConditions(this RequestWarnings warnings, CasesDbContext db, CaseQuery query)
    {
        var all = query.Conditions.SelectMany(Leaves).Select(leaf => leaf.Condition).ToList();
        foreach (var deleted in all.Select(condition => condition.Field).Where(field => field.Deleted).DistinctBy(field => field.FieldId))
        {
            warnings.Add($"Field '{deleted.FieldId}' ({deleted.Name}) of the filter is deleted. Only cases from before its deletion have a value.");
        }

        var conditions = all
            .Where(condition => condition is { Field.Type: FieldType.SingleSelect, Comparison: Fields.Values.Comparison.EqualTo, Value.StringValue: not null })
            .ToList();
        var fields = FieldLookup.Find(db, query.Domain, "filter", conditions.Select(condition => condition.Field.FieldId), withOptions: true);
        foreach (var condition in conditions)
        {
            var (field, value) = (fields[condition.Field.FieldId], condition.Value!.StringValue!);
            if (!field.Options.Exists(option => option.Value == value))
            {
                var (problem, hint) = field.ExplainMissingOption(value, canBeInactive: true);
                warnings.Add(ErrorText.Whole($"No case can match this condition of the filter. {problem} {hint}"));
            }
        }
    }

    private static IEnumerable<FieldCaseCondition> Leaves(CaseCondition condition) => condition switch
    {
        FieldCaseCondition field => [field],
        AllCaseCondition all => all.Conditions.SelectMany(Leaves),
        AnyCaseCondition any => any.Conditions.SelectMany(Leaves),
        _ => [],
    };
}
