using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>What a template and its case rules demand of the values of a case (behaviour.md 5.5, 6.4).</summary>
internal sealed class CaseRequirements(CasesDbContext db, Domain domain, Template template, EmulatorOptions options)
{
    /// <param name="values">What the case has, or will have.</param>
    /// <param name="cleared">The fields that an update clears.</param>
    /// <exception cref="ValidationException">A required field has no value, or an option is not allowed beside another.</exception>
    public void EnsureMet(IReadOnlyDictionary<string, FieldValueUnion> values, IReadOnlyCollection<string> cleared)
    {
        var rules = CaseRuleEvaluator.Evaluate(BoundRules(), values);
        var missing = Required(rules).Where(required => !values.ContainsKey(required.Key)).ToDictionary();
        if (Describe(missing, cleared.Contains) is { Length: > 0 } kept)
        {
            throw new ValidationException($"Required fields cannot be cleared: {kept}.");
        }

        if (Describe(missing, _ => true) is { Length: > 0 } fields)
        {
            throw new ValidationException($"Required fields have no value: {fields}.");
        }

        EnsureOptionsAllowed(rules);
    }

    /// <summary>The required fields, each with what demands it.</summary>
    private Dictionary<string, string> Required(RuleOutcome rules)
    {
        var required = rules.Required.ToDictionary(rule => rule.Key, rule => $"by the case rule {rule.Value}");
        foreach (var fieldId in template.RequiredFieldIds)
        {
            required[fieldId] = $"by the template {template.Label}";
        }

        if (options.CustomerId == CustomerIdMode.Always)
        {
            required.TryAdd(SystemFields.CustomerId, "always");
        }

        // A hidden field cannot be filled in, so it is not required (behaviour.md 17, row 29). Others the service fills in.
        foreach (var fieldId in required.Keys.Where(id => rules.Hidden.Contains(id) || SystemFields.IsFilledIn(id)).ToArray())
        {
            required.Remove(fieldId);
        }

        required[SystemFields.Title] = "always";
        required[SystemFields.Status] = "always";
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
            var parent = forbidden.ParentValue.Length == 0 ? "while its parent is not set" : $"beside '{forbidden.ParentValue}'";
            throw new ValidationException(
                $"Field {Describe(new() { [forbidden.FieldId] = "" }, _ => true)} cannot be '{forbidden.Value}' {parent}: the case rule "
                + $"{forbidden.RuleLabel} allows [{string.Join(", ", forbidden.Allowed)}].");
        }
    }

    /// <summary>The fields as a person knows them, each with the reason; a deleted one is demanded of nobody.</summary>
    private string Describe(Dictionary<string, string> reasons, Func<string, bool> chosen)
    {
        var ids = reasons.Keys.Where(chosen).ToArray();
        return ids.Length == 0
            ? ""
            : string.Join(", ", db.Fields.Of(domain).Where(field => ids.Contains(field.FieldId))
                .OrderBy(field => field.Key).AsEnumerable().Select(field => $"{field.Label} {reasons[field.FieldId]}".TrimEnd()));
    }
}
