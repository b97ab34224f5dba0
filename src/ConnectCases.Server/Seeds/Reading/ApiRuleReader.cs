using ConnectCases.Api.CaseRules;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>Reads a case rule in the form of the API (CaseRuleDetails). The ids of fields can also be names.</summary>
internal static class ApiRuleReader
{
    private const string Conditions = "conditions";

    /// <param name="node">The rule.</param>
    /// <param name="findField">Returns the id of a field.</param>
    /// <exception cref="DocumentException">The value is not a rule.</exception>
    public static CaseRuleDetails Read(SeedNode node, Func<SeedText, string> findField) => new Reader(findField).ReadRule(node);

    private sealed class Reader(Func<SeedText, string> findField)
    {
        public CaseRuleDetails ReadRule(SeedNode node)
        {
            var (kind, rule) = new SeedMembers(node, "required", "hidden", "fieldOptions").One("required", "hidden", "fieldOptions");
            if (kind == "fieldOptions")
            {
                return new(FieldOptions: ReadMappings(rule));
            }

            var members = new SeedMembers(rule, "defaultValue", Conditions);
            var (value, conditions) = (members.FindFlag("defaultValue"), ReadConditions(members.List(Conditions)));
            return kind == "required" ? new(Required: new(value, conditions)) : new(Hidden: new(value, conditions));
        }

        private List<BooleanCondition> ReadConditions(IReadOnlyList<SeedNode> nodes) => [.. nodes.Select(ReadCondition)];

        private BooleanCondition ReadCondition(SeedNode node)
        {
            string[] kinds = ["equalTo", "notEqualTo", "andAll", "orAll"];
            var (kind, condition) = new SeedMembers(node, kinds).One(kinds);
            return kind switch
            {
                "equalTo" => new(EqualTo: ReadOperands(condition)),
                "notEqualTo" => new(NotEqualTo: ReadOperands(condition)),
                "andAll" => new(AndAll: ReadCompound(condition)),
                _ => new(OrAll: ReadCompound(condition)),
            };
        }

        private CompoundCondition ReadCompound(SeedNode node) =>
            new(ReadConditions(new SeedMembers(node, Conditions).List(Conditions)));

        private BooleanOperands ReadOperands(SeedNode node)
        {
            var members = new SeedMembers(node, "operandOne", "operandTwo", "result");
            var one = new SeedMembers(
                members.Find("operandOne") ?? throw node.Error($"The key 'operandOne' is missing."), "fieldId").Text("fieldId");
            var two = members.Find("operandTwo") ?? throw node.Error($"The key 'operandTwo' is missing.");
            return new(new(findField(one)), ReadOperand(two), members.FindFlag("result"));
        }

        private static OperandTwo ReadOperand(SeedNode node)
        {
            string[] kinds = ["stringValue", "booleanValue", "doubleValue", "emptyValue"];
            var (kind, value) = new SeedMembers(node, kinds).One(kinds);
            return kind switch
            {
                "stringValue" => new(value.ToText().Value),
                "booleanValue" => new(BooleanValue: value.ToFlag()),
                "doubleValue" => new(DoubleValue: value.ToNumber()),
                _ => new(EmptyValue: new SeedMembers(value) is not null ? new() : null),
            };
        }

        private FieldOptionsCaseRule ReadMappings(SeedNode node)
        {
            var members = new SeedMembers(node, "parentFieldId", "childFieldId", "parentChildFieldOptionsMappings");
            return new(
                members.FindText("parentFieldId") is { } parent ? findField(parent) : null,
                members.FindText("childFieldId") is { } child ? findField(child) : null,
                [.. members.List("parentChildFieldOptionsMappings").Select(ReadMapping)]);
        }

        private static ParentChildFieldOptionsMapping ReadMapping(SeedNode node)
        {
            var members = new SeedMembers(node, "parentFieldOptionValue", "childFieldOptionValues");
            return new(
                members.Text("parentFieldOptionValue").Value,
                [.. members.List("childFieldOptionValues").Select(value => value.ToText().Value)]);
        }
    }
}
