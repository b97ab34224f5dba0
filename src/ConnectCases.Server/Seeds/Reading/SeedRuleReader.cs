using ConnectCases.Api.CaseRules;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>Reads the case rules of a seed.</summary>
internal static class SeedRuleReader
{
    /// <exception cref="DocumentException">The value is not a case rule.</exception>
    public static SeedCaseRule ReadCaseRule(SeedNode node)
    {
        var members = new SeedMembers(node, "name", "id", "description", "tags", "required", "hidden", "options", "rule");
        var (kind, effect) = members.One("required", "hidden", "options", "rule");
        return new(
            members.Text("name"),
            members.FindId(),
            members.FindTags(),
            members.FindText("description"),
            kind switch
            {
                "required" => ReadDecision(effect, RuleType.Required),
                "hidden" => ReadDecision(effect, RuleType.Hidden),
                "options" => ReadOptions(effect),
                _ => ReadApiRule(effect),
            });
    }

    private static SeedDecisionRule ReadDecision(SeedNode node, RuleType type)
    {
        var members = new SeedMembers(node, "field", "when", "unless", "default");
        return new(
            node,
            members.FindText("field"),
            type,
            ReadConditions(members.Find("when")),
            ReadConditions(members.Find("unless")),
            members.FindFlag("default"));
    }

    private static List<SeedCondition>? ReadConditions(SeedNode? node) => node?.ToMap() switch
    {
        null => null,
        { Count: 0 } => throw node.Unexpected("fields and their values"),
        var conditions => [.. conditions.Select(condition => new SeedCondition(
            new(condition.Key, condition.Value),
            condition.Value is SeedList { Items: { Count: > 0 } values } ? values : [EnsureScalar(condition.Value)]))],
    };

    private static SeedNode EnsureScalar(SeedNode node) =>
        node is SeedScalar ? node : throw node.Unexpected("a value or a list of values");

    private static SeedOptionsRule ReadOptions(SeedNode node)
    {
        var members = new SeedMembers(node, "parent", "field", "mappings");
        var mappings = members.Find("mappings")?.ToMap()
            ?? throw node.Error($"The key 'mappings' is missing. Expected a map of options to lists of options.");
        return new(
            node,
            members.FindText("parent"),
            members.FindText("field"),
            [.. mappings.Select(mapping => new SeedMapping(
                mapping.Key, [.. mapping.Value.ToList().Select(value => value.ToText())]))]);
    }

    // Reads the rule once without its fields, because the names of fields are known only when the seed is applied.
    private static SeedApiRule ReadApiRule(SeedNode node)
    {
        ApiRuleReader.Read(node, field => field.Value);
        return new(node);
    }
}
