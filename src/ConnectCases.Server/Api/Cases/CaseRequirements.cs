using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>Validates the values of a case against its template and case rules (behaviour.md 5.5, 6.4).</summary>
internal sealed class CaseRequirements(CasesDbContext db, Domain domain, Template template, EmulatorOptions options)
{
    private const string Always = "The service";

    /// <param name="values">The values of the case after the change.</param>
    /// <param name="cleared">The ids of the fields that an update clears.</param>
    /// <exception cref="ValidationException">A required field has no value, or a case rule forbids an option.</exception>
    public void EnsureMet(IReadOnlyDictionary<string, FieldValueUnion> values, IReadOnlyCollection<string> cleared)
    {
        var rules = CaseRuleEvaluator.Evaluate(BoundRules(), values);
        var missing = Required(rules).Where(required => !values.ContainsKey(required.Key)).ToDictionary();
        if (Describe(missing, cleared.Contains) is { } clearedFields)
        {
            throw new ValidationException(
                Refusal.RequiredField,
                $"Required fields cannot be cleared: {clearedFields}",
                hint: $"Send a value, or leave these fields out of the update to keep their values.")
            {
                Member = "fields",
            };
        }

        if (Describe(missing, _ => true) is { } missingFields)
        {
            throw new ValidationException(
                Refusal.RequiredField,
                $"Required fields have no value: {missingFields}",
                hint: $"Add these fields with a value to fields. GetTemplate of template '{template.TemplateId}' shows what the template requires.")
            {
                Member = "fields",
            };
        }

        EnsureOptionsAllowed(rules);
    }

    /// <summary>Returns the ids of the required fields, each with the reason.</summary>
    private Dictionary<string, string> Required(RuleOutcome rules)
    {
        var required = rules.Required.ToDictionary(rule => rule.Key, rule => $"The case rule {rule.Value}");
        foreach (var fieldId in template.RequiredFieldIds)
        {
            required[fieldId] = $"The template {template.Label}";
        }

        if (options.CustomerId == CustomerIdMode.Always)
        {
            required.TryAdd(SystemFields.CustomerId, Always);
        }

        // Hidden fields are not required, because agents cannot set hidden fields (behaviour.md 17, row 29). Fields that the
        // service sets are not required.
        foreach (var fieldId in required.Keys.Where(id => rules.Hidden.Contains(id) || SystemFields.IsFilledIn(id)).ToArray())
        {
            required.Remove(fieldId);
        }

        required[SystemFields.Title] = Always;
        required[SystemFields.Status] = Always;
        return required;
    }

    private List<BoundRule> BoundRules()
    {
        var bound = template.ReadRules();
        if (bound.Count == 0 || options.CaseRules == CaseRuleEnforcement.Ignored)
        {
            return [];
        }

        var deletedFields = FieldLookup.Deleted(db, domain);
        var rules = db.FindCaseRules(domain, bound.Select(rule => rule.CaseRuleId!));
        return
        [
            .. template.LiveRules(deletedFields).Where(binding => rules.ContainsKey(binding.CaseRuleId!))
                .Select(binding => BoundRule.Of(rules[binding.CaseRuleId!], binding.FieldId)).OfType<BoundRule>(),
        ];
    }

    private void EnsureOptionsAllowed(RuleOutcome rules)
    {
        if (rules.Forbidden is [var forbidden, ..])
        {
            var field = db.Fields.Of(domain).First(field => field.FieldId == forbidden.FieldId);
            var parent = forbidden.ParentValue.Length == 0 ? "is not set" : $"is '{forbidden.ParentValue}'";
            throw new ValidationException(
                Refusal.OptionNotAllowed,
                $"Field {field.Label} cannot be '{forbidden.Value}' "
                + $"if its parent field {parent}. "
                + $"The case rule {forbidden.RuleLabel} allows [{forbidden.Allowed}].",
                hint: $"Send one of the allowed values, or change the parent field in the same request.");
        }
    }

    /// <summary>
    /// Returns the labels of the fields in <paramref name="reasons"/> that <paramref name="chosen"/> accepts, and who requires them.
    /// Returns null if there are none. Leaves out deleted fields, because deleted fields are never required.
    /// </summary>
    private ErrorText? Describe(Dictionary<string, string> reasons, Func<string, bool> chosen)
    {
        var ids = reasons.Keys.Where(chosen).ToArray();
        Field[] fields = ids.Length == 0
            ? []
            : [.. db.Fields.Of(domain).Where(field => ids.Contains(field.FieldId)).OrderBy(field => field.Key)];
        var sentences = fields.GroupBy(field => reasons[field.FieldId]).Where(group => group.Key != Always)
            .Select(group => $" {group.Key} requires {Labels(group)}.");
        return fields.Length == 0 ? null : ErrorText.Whole($"{Labels(fields)}.{string.Concat(sentences)}");
    }

    private static string Labels(IEnumerable<Field> fields) => string.Join(", ", fields.Select(field => field.Label));
}
