using System.Text.Json;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Fields;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Creates and updates the case rules of a seed.</summary>
internal sealed class CaseRuleChanges(SeededDomain domain)
{
    public const string Kind = "caseRule";

    private readonly SeedRun run = domain.Run;
    private readonly CaseRuleService rules = domain.Run.Get<CaseRuleService>();

    public void Apply(SeedDomain seed)
    {
        foreach (var rule in seed.CaseRules)
        {
            Apply(rule);
        }
    }

    private void Apply(SeedCaseRule seed)
    {
        var target = domain.Find<CaseRule>(Kind, seed, rule => rule.CaseRuleId);
        var arn = $"{domain.Domain.Arn}/case-rule/{target.Id}";
        var details = SeedRun.At(seed.Rule.At, () => CaseRuleChecks.Check(
            domain.Unit, domain.Domain, ToDetails(seed.Rule), run.Settings.Options.ArnForms));
        if (target.Existing is { } existing)
        {
            Update(seed, target, existing, details);
            TagChanges.Apply(run, seed.At, arn, existing.ReadTags(), seed.Tags.ToTags());
            return;
        }

        domain.Add(SeedAction.Create, target.Path, target.Id);
        run.Ids.Begin(path: null, IdKind.CaseRule, target.Id);
        run.Call(
            seed.At,
            new CreateCaseRuleRequest(seed.Name.Value, seed.Description?.Value, details),
            (unit, request) => rules.Create(unit, domain.Id, request));
        TagChanges.Apply(run, seed.At, arn, seed.Tags.ToTags());
    }

    private void Update(SeedCaseRule seed, Target<CaseRule> target, CaseRule existing, CaseRuleDetails details)
    {
        var description = seed.Description?.Value ?? "";
        var isOther = Text(existing.ReadDetails()) != Text(details);
        List<string> members = [];
        members.AddIf(existing.Name != seed.Name.Value, "name");
        members.AddIf((existing.Description ?? "") != description, "description");
        members.AddIf(isOther, KeyOf(seed.Rule));
        if (members.Count > 0)
        {
            run.Call(
                seed.At,
                new UpdateCaseRuleRequest(
                    members.Contains("name") ? seed.Name.Value : null,
                    members.Contains("description") ? description : null,
                    isOther ? details : null),
                (unit, request) => rules.Update(unit, domain.Id, target.Id, request));
        }

        members.AddIf(TagChanges.Differ(existing.ReadTags(), seed.Tags.ToTags()), "tags");
        if (members.Count > 0)
        {
            domain.Add(SeedAction.Update, target.Path, target.Id, members);
        }
    }

    private static string Text(CaseRuleDetails details) => JsonSerializer.Serialize(details, CaseRuleJson.Wire.CaseRuleDetails);

    private static string KeyOf(SeedRule rule) => rule switch
    {
        SeedDecisionRule { Type: RuleType.Required } => "required",
        SeedDecisionRule => "hidden",
        SeedOptionsRule => "options",
        _ => "rule",
    };

    private CaseRuleDetails ToDetails(SeedRule rule) => rule switch
    {
        SeedDecisionRule { Type: RuleType.Required } decision => new(Required: new(DefaultOf(decision), ConditionsOf(decision))),
        SeedDecisionRule decision => new(Hidden: new(DefaultOf(decision), ConditionsOf(decision))),
        SeedOptionsRule options => new(FieldOptions: new(
            options.Parent is { } parent ? domain.FieldId(parent) : null,
            options.Field is { } child ? domain.FieldId(child) : null,
            [.. options.Mappings.Select(mapping => new ParentChildFieldOptionsMapping(
                mapping.ParentValue, [.. mapping.Values.Select(value => value.Value)]))])),
        _ => ApiRuleReader.Read(rule.At, domain.FieldId),
    };

    // A rule with `when` applies only then. A rule without `when` applies always, except `unless`.
    private static bool DefaultOf(SeedDecisionRule rule) => rule.Default ?? rule.When is null;

    // The first condition that holds gives the result, so exceptions come first.
    private List<BooleanCondition> ConditionsOf(SeedDecisionRule rule) =>
        [.. ConditionsOf(rule.Unless, result: false), .. ConditionsOf(rule.When, result: true)];

    // All fields must have one of their values. One field needs no compound condition, because conditions of a rule are alternatives.
    private List<BooleanCondition> ConditionsOf(IReadOnlyList<SeedCondition>? conditions, bool result) => conditions switch
    {
        null => [],
        [var only] => Alternatives(only, result),
        _ => [new(AndAll: new([.. conditions.Select(condition => Alternatives(condition, result) is [var one]
            ? one
            : new BooleanCondition(OrAll: new(Alternatives(condition, result))))]))],
    };

    private List<BooleanCondition> Alternatives(SeedCondition condition, bool result)
    {
        var field = domain.Field(condition.Field);
        return [.. condition.Values.Select(value => new BooleanCondition(
            EqualTo: new(new(field.FieldId), ToOperand(field, value), result)))];
    }

    private static OperandTwo ToOperand(Field field, SeedNode value) => field.ToValue(value) switch
    {
        { DoubleValue: { } number } => new(DoubleValue: number),
        { BooleanValue: { } truth } => new(BooleanValue: truth),
        { EmptyValue: not null } => new(EmptyValue: new()),
        var text => new(text.StringValue ?? text.UserArnValue),
    };
}
