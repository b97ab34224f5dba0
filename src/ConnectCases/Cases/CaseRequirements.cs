using ConnectCases.CaseRules;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.Templates;

namespace ConnectCases.Cases;

/// <summary>What a template and its case rules demand of the values of a case (behaviour.md 5.5, 6.4).</summary>
internal sealed class CaseRequirements(CasesDbContext db, Domain domain, Template template, EmulatorOptions options)
{
    /// <exception cref="ValidationException">A new case with these values lacks something, or has an option that is not allowed.</exception>
    public void EnsureMet(IReadOnlyDictionary<string, FieldValueUnion> values)
    {
        var rules = Evaluate(values);
        EnsureNoneMissing(Required(rules).Where(id => !values.ContainsKey(id)));
        EnsureOptionsAllowed(rules);
    }

    /// <summary>
    /// As <see cref="EnsureMet"/>, for a case that exists: what its template has come to require since is not demanded of
    /// it, but can no longer be cleared.
    /// </summary>
    /// <exception cref="ValidationException">An update clears what is required, or leaves a rule unsatisfied.</exception>
    public void EnsureStillMet(IReadOnlyDictionary<string, FieldValueUnion> values, IEnumerable<string> cleared)
    {
        var rules = Evaluate(values);
        if (LiveLabels(cleared.Intersect(Required(rules).Append(SystemFields.Status))) is { Length: > 0 } required)
        {
            throw new ValidationException($"Required fields cannot be cleared: {required}.");
        }

        EnsureNoneMissing(rules.Required.Except(rules.Hidden).Where(id => !values.ContainsKey(id)));
        EnsureOptionsAllowed(rules);
    }

    private IEnumerable<string> Required(RuleOutcome rules)
    {
        var byTemplate = options.CustomerId == CustomerIdRule.Always
            ? template.RequiredFieldIds.Append(SystemFields.CustomerId)
            : template.RequiredFieldIds;

        // A hidden field cannot be filled in, so it is not required (behaviour.md 17, row 29). A title always is.
        return byTemplate.Union(rules.Required).Except(rules.Hidden).Prepend(SystemFields.Title).Distinct();
    }

    private RuleOutcome Evaluate(IReadOnlyDictionary<string, FieldValueUnion> values) => CaseRuleEvaluator.Evaluate(
        options.CaseRules == CaseRuleEnforcement.Enforced ? BoundRules() : [], values);

    private List<BoundRule> BoundRules()
    {
        var bound = template.Rules.Read();
        if (bound.Count == 0)
        {
            return [];
        }

        var ids = bound.Select(rule => rule.CaseRuleId!).Distinct().ToArray();
        var rules = db.CaseRules.Of(domain).Where(rule => ids.Contains(rule.CaseRuleId)).ToDictionary(rule => rule.CaseRuleId);
        return
        [
            .. bound.Where(rule => rules.ContainsKey(rule.CaseRuleId!)).Select(rule => new BoundRule(
                rules[rule.CaseRuleId!].Label, rules[rule.CaseRuleId!].Rule.Read(), rule.FieldId)),
        ];
    }

    private void EnsureNoneMissing(IEnumerable<string> missing)
    {
        if (LiveLabels(missing) is { Length: > 0 } fields)
        {
            throw new ValidationException($"Required fields have no value: {fields}.");
        }
    }

    private void EnsureOptionsAllowed(RuleOutcome rules)
    {
        if (rules.Forbidden is [var forbidden, ..])
        {
            var parent = forbidden.ParentValue.Length == 0 ? "while its parent is not set" : $"beside '{forbidden.ParentValue}'";
            throw new ValidationException(
                $"Field {LiveLabels([forbidden.FieldId])} cannot be '{forbidden.Value}' {parent}: the case rule "
                + $"{forbidden.RuleLabel} allows [{string.Join(", ", forbidden.Allowed)}].");
        }
    }

    /// <summary>The fields as a person knows them; a deleted one is demanded of nobody.</summary>
    private string LiveLabels(IEnumerable<string> fieldIds)
    {
        var ids = fieldIds.Distinct().ToArray();
        return ids.Length == 0
            ? ""
            : string.Join(", ", db.Fields.Of(domain).Where(field => ids.Contains(field.FieldId))
                .OrderBy(field => field.Key).AsEnumerable().Select(field => field.Label));
    }
}
