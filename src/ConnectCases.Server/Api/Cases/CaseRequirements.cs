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
    /// <param name="values">The values of the case after the change.</param>
    /// <param name="cleared">The ids of the fields that an update clears.</param>
    /// <exception cref="ValidationException">A required field has no value, or a case rule forbids an option.</exception>
    public void EnsureMet(IReadOnlyDictionary<string, FieldValueUnion> values, IReadOnlyCollection<string> cleared)
    {
        var rules = CaseRuleEvaluator.Evaluate(BoundRules(), values);
        var missing = Required(rules).Where(required => !values.ContainsKey(required.Key)).ToDictionary();
        if (Describe(missing, cleared.Contains) is { Length: > 0 } clearedFields)
        {
            throw new ValidationException($"Required fields cannot be cleared: {ErrorText.Whole(clearedFields)}.");
        }

        if (Describe(missing, _ => true) is { Length: > 0 } missingFields)
        {
            throw new ValidationException($"Required fields have no value: {ErrorText.Whole(missingFields)}.");
        }

        EnsureOptionsAllowed(rules);
    }

    /// <summary>Returns the ids of the required fields, each with the reason.</summary>
    private Dictionary<string, string> Required(RuleOutcome rules)
    {
        var required = rules.Required.ToDictionary(rule => rule.Key, rule => $"required by the case rule {rule.Value}");
        foreach (var fieldId in template.RequiredFieldIds)
        {
            required[fieldId] = $"required by the template {template.Label}";
        }

        if (options.CustomerId == CustomerIdMode.Always)
        {
            required.TryAdd(SystemFields.CustomerId, "always required");
        }

        // Hidden fields are not required, because agents cannot set hidden fields (behaviour.md 17, row 29). Fields that the
        // service sets are not required.
        foreach (var fieldId in required.Keys.Where(id => rules.Hidden.Contains(id) || SystemFields.IsFilledIn(id)).ToArray())
        {
            required.Remove(fieldId);
        }

        required[SystemFields.Title] = "always required";
        required[SystemFields.Status] = "always required";
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
        var ids = bound.Select(rule => rule.CaseRuleId!).Distinct().ToArray();
        var rules = db.CaseRules.Of(domain).Where(rule => ids.Contains(rule.CaseRuleId)).ToDictionary(rule => rule.CaseRuleId);
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
            var parent = forbidden.ParentValue.Length == 0 ? "is not set" : $"is '{forbidden.ParentValue}'";
            throw new ValidationException(
                $"Field {ErrorText.Whole(Describe(new() { [forbidden.FieldId] = "" }, _ => true))} cannot be '{forbidden.Value}' "
                + $"if its parent field {parent}. "
                + $"The case rule {forbidden.RuleLabel} allows [{forbidden.Allowed}].");
        }
    }

    /// <summary>
    /// Returns the labels of the fields in <paramref name="reasons"/> that <paramref name="chosen"/> accepts. The reason why a field
    /// is required follows its label. Leaves out deleted fields, because deleted fields are never required.
    /// </summary>
    private string Describe(Dictionary<string, string> reasons, Func<string, bool> chosen)
    {
        var ids = reasons.Keys.Where(chosen).ToArray();
        return ids.Length == 0
            ? ""
            : string.Join("; ", db.Fields.Of(domain).Where(field => ids.Contains(field.FieldId))
                .OrderBy(field => field.Key).AsEnumerable()
                .Select(field => $"{field.Label}, {reasons[field.FieldId]}".TrimEnd(',', ' ')));
    }
}
