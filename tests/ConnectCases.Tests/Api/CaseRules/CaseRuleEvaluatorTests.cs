using System.Globalization;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Fields;

namespace ConnectCases.Tests.Api.CaseRules;

public sealed class CaseRuleEvaluatorTests
{
    private const int Rounds = 400;
    private const string Governed = "governed";
    private const string User = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";

    private readonly Random random = new(20261102);

    [Fact]
    public void Without_rules_nothing_is_required_hidden_or_forbidden()
    {
        var outcome = CaseRuleEvaluator.Evaluate([], Values());
        Assert.Empty(outcome.Required);
        Assert.Empty(outcome.Hidden);
        Assert.Empty(outcome.Forbidden);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_default_counts_when_no_condition_holds(bool otherwise)
    {
        Assert.Equal(otherwise, Decide(otherwise, []));
        Assert.Equal(otherwise, Decide(otherwise, [Text("x", !otherwise)], ("text", new("y"))));
        Assert.Equal(!otherwise, Decide(otherwise, [Text("x", !otherwise)], ("text", new("x"))));
    }

    [Fact]
    public void The_first_condition_that_holds_decides()
    {
        var value = ("text", new FieldValueUnion("x"));
        Assert.True(Decide(false, [Text("y", false), Text("x", true), Text("x", false)], value));
        Assert.False(Decide(true, [Text("x", false), Text("x", true)], value));
    }

    [Fact]
    public void A_field_without_value_equals_only_the_empty_value()
    {
        var none = new OperandTwo(EmptyValue: new());
        Assert.True(Decide(false, [Equal("text", none)]));
        Assert.False(Decide(false, [NotEqual("text", none)]));
        Assert.False(Decide(false, [Equal("text", none)], ("text", new("x"))));
        Assert.True(Decide(false, [NotEqual("text", none)], ("text", new("x"))));
        foreach (var operand in new OperandTwo[] { new("x"), new(DoubleValue: 0), new(BooleanValue: false) })
        {
            Assert.False(Decide(false, [Equal("text", operand)]));
            Assert.True(Decide(false, [NotEqual("text", operand)]));
        }
    }

    [Fact]
    public void Texts_are_compared_exactly_numbers_as_doubles_users_by_their_arn()
    {
        Assert.False(Decide(false, [Equal("text", new("x"))], ("text", new("X"))));
        Assert.True(Decide(false, [Equal("number", new(DoubleValue: 0.1 + 0.2))], ("number", new(DoubleValue: 0.30000000000000004))));
        Assert.False(Decide(false, [Equal("number", new(DoubleValue: 0.3))], ("number", new(DoubleValue: 0.30000000000000004))));
        Assert.True(Decide(false, [Equal("number", new(DoubleValue: 0))], ("number", new(DoubleValue: -0.0))));
        Assert.True(Decide(false, [Equal("flag", new(BooleanValue: false))], ("flag", new(BooleanValue: false))));
        Assert.True(Decide(false, [Equal("user", new(User))], ("user", new(UserArnValue: User))));
    }

    [Fact]
    public void An_empty_andAll_holds_and_an_empty_orAll_does_not()
    {
        var @true = Text("x", true);
        Assert.True(Decide(false, [All(All(), @true)], ("text", new("x"))));
        Assert.False(Decide(false, [All(Any(), @true)], ("text", new("x"))));
        Assert.True(Decide(false, [Any(Any(), @true)], ("text", new("x"))));
        Assert.False(Decide(false, [Any(), @true], ("text", new("y"))));
    }

    [Fact]
    public void Rules_govern_the_fields_that_the_template_binds_them_to()
    {
        var outcome = CaseRuleEvaluator.Evaluate(
            [
                new("A", new(Required: new(true, [])), "a"),
                new("B", new(Required: new(false, [])), "b"),
                new("C", new(Hidden: new(true, [])), "a"),
                new("D", new(Hidden: new(true, [])), "c"),
                new("E", new(Required: new(true, [])), "c"),
                new("F", new(Required: new(true, [])), "a"),
            ],
            Values());

        Assert.Equal([new("a", "A"), new("c", "E")], outcome.Required.OrderBy(required => required.Key));
        Assert.Equal(["a", "c"], outcome.Hidden.Order());
    }

    [Fact]
    public void A_forbidden_option_lists_the_allowed_options()
    {
        var rule = new FieldOptionsCaseRule("parent", "child", [new("p", ["a", "b"]), new("q", [])]);
        var bound = new BoundRule("Label", new(FieldOptions: rule), "child");

        var forbidden = Assert.Single(CaseRuleEvaluator.Evaluate(
            [bound], Values(("parent", new("p")), ("child", new("c")))).Forbidden);

        Assert.Equal(("Label", "child", "c", "p"), (forbidden.RuleLabel, forbidden.FieldId, forbidden.Value, forbidden.ParentValue));
        Assert.Equal(["a", "b"], forbidden.Allowed);
    }

    [Fact]
    public void Random_rules_give_the_same_results_as_a_naive_evaluation()
    {
        var outcomes = new HashSet<(bool, bool)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (conditions, otherwise, values) = (RandomConditions(), RandomBool(), RandomValues());
            var outcome = CaseRuleEvaluator.Evaluate(
                [
                    new("R", new(Required: new(otherwise, conditions)), Governed),
                    new("H", new(Hidden: new(!otherwise, conditions)), Governed),
                ],
                values);

            var expected = (Naive.Decide(conditions, otherwise, values), Naive.Decide(conditions, !otherwise, values));
            Assert.Equal(expected, (outcome.Required.ContainsKey(Governed), outcome.Hidden.Contains(Governed)));
            outcomes.Add(expected);
        }

        Assert.Equal(4, outcomes.Count);
    }

    [Fact]
    public void Conditions_after_one_that_holds_and_before_one_that_does_not_change_nothing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (conditions, values) = (RandomConditions(), RandomValues());
            var decided = CaseRuleEvaluator.Evaluate([Required(conditions)], values).Required.ContainsKey(Governed);

            var never = All(NotEqual("text", new(EmptyValue: new())), Equal("text", new(EmptyValue: new())));
            Assert.Equal(decided, Decide([never, .. conditions], values));
            if (conditions.Exists(condition => Holds(condition, values)))
            {
                var always = All(Equal("none", new(EmptyValue: new()), !decided));
                Assert.Equal(decided, Decide([.. conditions, Equal("text", new("x"), !decided), always], values));
            }
        }
    }

    [Fact]
    public void NotEqualTo_is_the_negation_of_equalTo()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (operands, values) = (RandomOperands(true), RandomValues());
            Assert.NotEqual(Holds(new(EqualTo: operands), values), Holds(new(NotEqualTo: operands), values));
        }
    }

    [Fact]
    public void AndAll_and_orAll_keep_the_laws_of_logic()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var values = RandomValues();
            BooleanOperands[] operands = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomOperands(true))];
            BooleanCondition[] equal = [.. operands.Select(each => new BooleanCondition(EqualTo: each))];
            BooleanCondition[] notEqual = [.. operands.Select(each => new BooleanCondition(NotEqualTo: each))];
            BooleanCondition[] backwards = [.. equal.Reverse()];

            Assert.Equal(Array.TrueForAll(equal, each => Holds(each, values)), Holds(All(equal), values));
            Assert.Equal(Array.Exists(equal, each => Holds(each, values)), Holds(Any(equal), values));
            Assert.NotEqual(Holds(All(equal), values), Holds(Any(notEqual), values));
            Assert.NotEqual(Holds(Any(equal), values), Holds(All(notEqual), values));
            Assert.Equal(Holds(All(equal), values), Holds(All(backwards), values));
            Assert.Equal(Holds(Any(equal), values), Holds(Any(backwards), values));
            Assert.Equal(Holds(equal[0], values), Holds(All(equal[0]), values));
            Assert.Equal(Holds(equal[0], values), Holds(Any(equal[0]), values));
            Assert.Equal(Holds(All(equal), values), Holds(All(All(equal[0]), All(equal[1..])), values));
        }
    }

    [Fact]
    public void Random_mappings_forbid_what_they_do_not_list()
    {
        string[] parents = ["", "p", "q", "r"];
        string[] children = ["a", "b", "c"];
        var (forbidden, allowed) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var mappings = parents.Where(_ => RandomBool()).ToDictionary(parent => parent, _ => children.Where(_ => RandomBool()).ToArray());
            var (parent, child) = (parents[random.Next(4)], children[random.Next(3)]);
            var rule = new FieldOptionsCaseRule(
                "parent", null, [.. mappings.Select(mapping => new ParentChildFieldOptionsMapping(mapping.Key, mapping.Value))]);
            var bound = new BoundRule("R", new(FieldOptions: rule), "child");
            var values = Values(("child", new(child)));
            if (parent.Length > 0)
            {
                values["parent"] = new(parent);
            }

            var outcome = CaseRuleEvaluator.Evaluate([bound], values);

            var refused = mappings.TryGetValue(parent, out var listed) && Array.IndexOf(listed, child) < 0;
            Assert.Equal(refused, outcome.Forbidden.Count == 1);
            values.Remove("child");
            Assert.Empty(CaseRuleEvaluator.Evaluate([bound], values).Forbidden);
            (forbidden, allowed) = refused ? (forbidden + 1, allowed) : (forbidden, allowed + 1);
        }

        Assert.True(forbidden > Rounds / 10 && allowed > Rounds / 10);
    }

    private static bool Decide(
        bool otherwise, IReadOnlyList<BooleanCondition> conditions, params (string FieldId, FieldValueUnion Value)[] values) =>
        CaseRuleEvaluator.Evaluate([new("R", new(Required: new(otherwise, conditions)), Governed)], Values(values))
            .Required.ContainsKey(Governed);

    private static bool Decide(IReadOnlyList<BooleanCondition> conditions, Dictionary<string, FieldValueUnion> values) =>
        CaseRuleEvaluator.Evaluate([Required(conditions)], values).Required.ContainsKey(Governed);

    // A condition with the result false never makes the field required. The naive evaluation decides about such conditions.
    private static bool Holds(BooleanCondition condition, Dictionary<string, FieldValueUnion> values) =>
        Naive.ResultOf(condition) == false ? Naive.Truth(condition, values) : Decide([condition], values);

    private static BoundRule Required(IReadOnlyList<BooleanCondition> conditions) =>
        new("R", new(Required: new(false, conditions)), Governed);

    private static Dictionary<string, FieldValueUnion> Values(params (string FieldId, FieldValueUnion Value)[] values) =>
        values.ToDictionary(value => value.FieldId, value => value.Value);

    private static BooleanCondition Text(string operand, bool result) => Equal("text", new(operand), result);

    private static BooleanCondition Equal(string fieldId, OperandTwo operand, bool result = true) =>
        new(EqualTo: new(new(fieldId), operand, result));

    private static BooleanCondition NotEqual(string fieldId, OperandTwo operand, bool result = true) =>
        new(NotEqualTo: new(new(fieldId), operand, result));

    private static BooleanCondition All(params BooleanCondition[] conditions) => new(AndAll: new(conditions));

    private static BooleanCondition Any(params BooleanCondition[] conditions) => new(OrAll: new(conditions));

    private bool RandomBool() => random.Next(2) == 0;

    private List<BooleanCondition> RandomConditions() =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomCondition(RandomBool(), depth: 2))];

    private BooleanCondition RandomCondition(bool result, int depth)
    {
        switch (depth == 0 ? random.Next(2) : random.Next(4))
        {
            case 0:
                return new(EqualTo: RandomOperands(result));
            case 1:
                return new(NotEqualTo: RandomOperands(result));
            case 2:
                return All(RandomInside(result, depth));
            default:
                return Any(RandomInside(result, depth));
        }
    }

    private BooleanCondition[] RandomInside(bool result, int depth) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomCondition(result, depth - 1))];

    private BooleanOperands RandomOperands(bool result) => random.Next(4) switch
    {
        0 => new(new("text"), RandomOperand(new("x"), new("y")), result),
        1 => new(new("number"), RandomOperand(new(DoubleValue: 1), new(DoubleValue: 2.5)), result),
        2 => new(new("flag"), RandomOperand(new(BooleanValue: true), new(BooleanValue: false)), result),
        _ => new(new("user"), RandomOperand(new(User), new("arn:other")), result),
    };

    private OperandTwo RandomOperand(OperandTwo one, OperandTwo two) => random.Next(3) switch
    {
        0 => one,
        1 => two,
        _ => new(EmptyValue: new()),
    };

    private Dictionary<string, FieldValueUnion> RandomValues()
    {
        var values = new Dictionary<string, FieldValueUnion>();
        Add("text", new("x"), new("y"));
        Add("number", new(DoubleValue: 1), new(DoubleValue: 2.5));
        Add("flag", new(BooleanValue: true), new(BooleanValue: false));
        Add("user", new(UserArnValue: User), new(UserArnValue: "arn:other"));
        return values;

        void Add(string fieldId, FieldValueUnion one, FieldValueUnion two)
        {
            if (random.Next(3) is var choice and < 2)
            {
                values[fieldId] = choice == 0 ? one : two;
            }
        }
    }

    /// <summary>A second, simple implementation of behaviour.md 6.4 with loops and comparisons of texts.</summary>
    private static class Naive
    {
        public static bool Decide(
            IReadOnlyList<BooleanCondition> conditions, bool otherwise, Dictionary<string, FieldValueUnion> values)
        {
            foreach (var condition in conditions)
            {
                if (Truth(condition, values) && ResultOf(condition) is { } result)
                {
                    return result;
                }
            }

            return otherwise;
        }

        public static bool Truth(BooleanCondition condition, Dictionary<string, FieldValueUnion> values)
        {
            if (condition.Operands is { } operands)
            {
                var same = Written(values.GetValueOrDefault(operands.OperandOne!.FieldId!)) == Written(operands.OperandTwo!);
                return condition.EqualTo is null ? !same : same;
            }

            var (held, failed) = (0, 0);
            foreach (var inner in (condition.AndAll ?? condition.OrAll)!.Conditions!)
            {
                _ = Truth(inner, values) ? held++ : failed++;
            }

            return condition.AndAll is null ? held > 0 : failed == 0;
        }

        public static bool? ResultOf(BooleanCondition condition)
        {
            if (condition.Operands is { } operands)
            {
                return operands.Result;
            }

            bool? result = null;
            foreach (var inner in (condition.AndAll ?? condition.OrAll)!.Conditions!)
            {
                result ??= ResultOf(inner);
            }

            return result;
        }

        private static string Written(FieldValueUnion? value) =>
            Written(value?.StringValue ?? value?.UserArnValue, value?.DoubleValue, value?.BooleanValue);

        private static string Written(OperandTwo operand) =>
            Written(operand.StringValue, operand.DoubleValue, operand.BooleanValue);

        private static string Written(string? text, double? number, bool? truth) =>
            string.Create(CultureInfo.InvariantCulture, $"{text}|{number}|{truth}");
    }
}
