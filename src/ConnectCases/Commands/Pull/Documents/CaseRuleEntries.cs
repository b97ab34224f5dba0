using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;
using static ConnectCases.Commands.Pull.Documents.SeedNodes;

namespace ConnectCases.Commands.Pull.Documents;

/// <summary>Writes case rules and their bindings to templates. A rule has a short form if the short form expresses it exactly.</summary>
internal sealed class CaseRuleEntries
{
    private static readonly string[] FieldMembers = ["fieldId", "parentFieldId", "childFieldId"];

    private readonly ResourceNames fields;
    private readonly ResourceNames rules;
    private readonly Dictionary<string, string> boundFields;

    public CaseRuleEntries(DomainContent content, ResourceNames fields)
    {
        this.fields = fields;
        rules = new(content.CaseRules, "caseRuleId");
        var shortRules = content.CaseRules.Where(rule => Decision(rule) is var (_, details) && ShortDecision(details) is not null)
            .Select(rule => rule.Text("caseRuleId")).ToHashSet();

        // A rule names its field if all templates bind the rule to this field.
        boundFields = content.Templates.SelectMany(template => template.List("rules"))
            .Where(binding => binding.TextOrNull("caseRuleId") is { } id && shortRules.Contains(id))
            .GroupBy(binding => binding.Text("caseRuleId"), binding => binding.TextOrNull("fieldId"))
            .Where(bindings => bindings.Distinct().Count() == 1 && bindings.First() is { } id && fields.Contains(id))
            .ToDictionary(bindings => bindings.Key, bindings => bindings.First()!);
    }

    public YamlMappingNode Rule(JsonNode rule)
    {
        var (name, value) = Form(rule);
        return Resource(
            ("name", Text(rule.Text("name"))),
            ("id", Text(rule.Text("caseRuleId"))),
            ("description", rule.TextOrNull("description") is { Length: > 0 } description ? Text(description) : null),
            (name, value),
            ("tags", Tags(rule.Member("tags"))));
    }

    /// <summary>Returns the entry of a template for a rule, or null if the rule or the field is deleted.</summary>
    public YamlNode? Binding(JsonNode binding)
    {
        var ruleId = binding.Text("caseRuleId");
        var fieldId = binding.TextOrNull("fieldId");
        if (!rules.Contains(ruleId) || (fieldId is { } bound && !fields.Contains(bound)))
        {
            return null;
        }

        return fieldId is null || fieldId == boundFields.GetValueOrDefault(ruleId)
            ? Text(rules[ruleId])
            : Map(("rule", Text(rules[ruleId])), ("field", Text(fields[fieldId])));
    }

    private (string Name, YamlNode Value) Form(JsonNode rule)
    {
        if (Decision(rule) is var (kind, details) && ShortDecision(details) is { } decision)
        {
            var field = boundFields.TryGetValue(rule.Text("caseRuleId"), out var id) ? Text(fields[id]) : null;
            return (kind, Map([("field", field), .. decision]));
        }

        return rule.Member("rule").Member("fieldOptions") is { } options ? ("options", Options(options)) : ("rule", Verbatim(rule.Member("rule")));
    }

    private static (string Kind, JsonNode Details)? Decision(JsonNode rule) =>
        rule.Member("rule") is JsonObject { Count: 1 } union && union.First() is { Key: "required" or "hidden", Value: { } details } decision
            ? (decision.Key, details)
            : null;

    /// <summary>
    /// Returns the members of the short form. The exceptions (<c>unless</c>) come before the conditions (<c>when</c>), and each of
    /// them compares one field with one or several values, or several fields with one value each.
    /// </summary>
    private IEnumerable<(string Name, YamlNode? Value)>? ShortDecision(JsonNode details)
    {
        var conditions = details.List("conditions").ToList();
        var (unless, others) = TakeComparison(conditions, result: false);
        var (when, rest) = TakeComparison(others, result: true);
        var otherwise = details.Is("defaultValue");

        // A rule with `when` does not apply by default. A rule without `when` applies by default.
        var isImplied = conditions.Count > 0 && otherwise == when is null;
        return rest.Count > 0 ? null : [("when", when), ("unless", unless), ("default", isImplied ? null : Plain(otherwise))];
    }

    private (YamlMappingNode? Comparison, IReadOnlyList<JsonNode> Others) TakeComparison(IReadOnlyList<JsonNode> conditions, bool result)
    {
        if (conditions is [JsonObject { Count: 1 } first, ..] && first["andAll"] is { } all)
        {
            var parts = all.List("conditions").Select(condition => Equality(condition, result)).ToList();
            return parts.Count > 1 && parts.TrueForAll(part => part is not null) && parts.DistinctBy(part => part!.Value.Field).Count() == parts.Count
                ? (Map(parts.Select(part => (part!.Value.Field, (YamlNode?)part.Value.Value))), [.. conditions.Skip(1)])
                : (null, conditions);
        }

        var equalities = conditions.Select(condition => Equality(condition, result)).TakeWhile(part => part is not null).ToList();
        var alternatives = equalities.TakeWhile(part => part!.Value.Field == equalities[0]!.Value.Field).Select(part => part!.Value.Value).ToList();
        return alternatives switch
        {
            [] => (null, conditions),
            [var only] => (Map((equalities[0]!.Value.Field, only)), [.. conditions.Skip(1)]),
            _ => (Map((equalities[0]!.Value.Field, List(alternatives))), [.. conditions.Skip(alternatives.Count)]),
        };
    }

    private (string Field, YamlNode Value)? Equality(JsonNode condition, bool result)
    {
        if (condition is not JsonObject { Count: 1 } || condition["equalTo"] is not { } operands
            || operands.Member("result") is null || operands.Is("result") != result
            || operands.Member("operandOne").TextOrNull("fieldId") is not { } fieldId || operands.Member("operandTwo") is not { } operand)
        {
            return null;
        }

        var value = operand.Member("emptyValue") is null ? Value(operand) : Plain("null");
        return value is null ? null : (fields[fieldId], value);
    }

    private YamlMappingNode Options(JsonNode options) => Resource(
        ("parent", options.TextOrNull("parentFieldId") is { } parent ? Text(fields[parent]) : null),
        ("field", options.TextOrNull("childFieldId") is { } child ? Text(fields[child]) : null),
        ("mappings", Map(options.List("parentChildFieldOptionsMappings").Select(mapping => (
            mapping.Text("parentFieldOptionValue"),
            (YamlNode?)Texts(mapping.List("childFieldOptionValues").Select(value => value.ToString())))))));

    // The form of the API, with names of fields instead of ids.
    private YamlNode Verbatim(JsonNode? node, string? member = null) => node switch
    {
        JsonObject map => Map(map.Select(entry => (entry.Key, (YamlNode?)Verbatim(entry.Value, entry.Key)))),
        JsonArray list => List(list.Select(entry => Verbatim(entry))) ?? [],
        JsonValue value when value.TryGetValue<string>(out var text) => Text(FieldMembers.Contains(member) ? fields[text] : text),
        null => Plain("null"),
        _ => Plain(node.ToJsonString()),
    };
}
