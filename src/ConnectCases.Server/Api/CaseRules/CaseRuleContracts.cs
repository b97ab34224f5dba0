using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Api.CaseRules;

internal sealed record CreateCaseRuleRequest(string? Name, string? Description, CaseRuleDetails? Rule);

internal sealed record CreateCaseRuleResponse(string CaseRuleId, string CaseRuleArn);

internal sealed record CaseRuleDetails(
    RequiredCaseRule? Required = null,
    FieldOptionsCaseRule? FieldOptions = null,
    HiddenCaseRule? Hidden = null) : Union
{
    [JsonIgnore]
    public DecisionRule? Decision => (DecisionRule?)Required ?? Hidden;

    [JsonIgnore]
    public RuleType RuleType => this switch
    {
        { Required: not null } => RuleType.Required,
        { FieldOptions: not null } => RuleType.FieldOptions,
        { Hidden: not null } => RuleType.Hidden,
        _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
    };

    protected override int KnownMembersSet => Count(Required, FieldOptions, Hidden);
}

/// <summary>
/// A rule with the result true or false. The first condition that holds gives the result. If no condition holds, the default
/// value applies.
/// </summary>
internal abstract record DecisionRule(bool? DefaultValue, IReadOnlyList<BooleanCondition>? Conditions);

internal sealed record RequiredCaseRule(bool? DefaultValue, IReadOnlyList<BooleanCondition>? Conditions)
    : DecisionRule(DefaultValue, Conditions);

internal sealed record HiddenCaseRule(bool? DefaultValue, IReadOnlyList<BooleanCondition>? Conditions)
    : DecisionRule(DefaultValue, Conditions);

internal sealed record FieldOptionsCaseRule(
    string? ParentFieldId,
    string? ChildFieldId,
    IReadOnlyList<ParentChildFieldOptionsMapping>? ParentChildFieldOptionsMappings);

internal sealed record ParentChildFieldOptionsMapping(
    string? ParentFieldOptionValue, IReadOnlyList<string>? ChildFieldOptionValues);

internal sealed record BooleanCondition(
    BooleanOperands? EqualTo = null,
    BooleanOperands? NotEqualTo = null,
    CompoundCondition? AndAll = null,
    CompoundCondition? OrAll = null) : Union
{
    [JsonIgnore]
    public BooleanOperands? Operands => EqualTo ?? NotEqualTo;

    [JsonIgnore]
    public CompoundCondition? Compound => AndAll ?? OrAll;

    protected override int KnownMembersSet => Count(EqualTo, NotEqualTo, AndAll, OrAll);
}

internal sealed record BooleanOperands(OperandOne? OperandOne, OperandTwo? OperandTwo, bool? Result);

internal sealed record OperandOne(string? FieldId = null) : Union
{
    protected override int KnownMembersSet => Count(FieldId);
}

internal sealed record OperandTwo(
    string? StringValue = null,
    bool? BooleanValue = null,
    double? DoubleValue = null,
    EmptyOperandValue? EmptyValue = null) : Union
{
    protected override int KnownMembersSet => Count(StringValue, BooleanValue, DoubleValue, EmptyValue);
}

internal sealed record EmptyOperandValue;

internal sealed record CompoundCondition(IReadOnlyList<BooleanCondition>? Conditions);

internal sealed record BatchGetCaseRuleRequest(IReadOnlyList<CaseRuleIdentifier>? CaseRules);

internal sealed record CaseRuleIdentifier(string? Id);

internal sealed record BatchGetCaseRuleResponse(
    IReadOnlyList<GetCaseRuleResponse> CaseRules,
    IReadOnlyList<CaseRuleError> Errors,
    IReadOnlyList<string> UnprocessedCaseRules);

internal sealed record GetCaseRuleResponse(
    string CaseRuleId,
    string Name,
    string CaseRuleArn,
    StoredJson<CaseRuleDetails> Rule,
    string? Description,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    StoredJson<IReadOnlyDictionary<string, string>> Tags);

internal sealed record CaseRuleError(string Id, string ErrorCode, string Message);

internal sealed record ListCaseRulesRequest(int? MaxResults, string? NextToken) : IPagedRequest, IQueryRequest<ListCaseRulesRequest>
{
    public static ListCaseRulesRequest Read(QueryParameters query) => new(query.Integer("maxResults"), query.Text("nextToken"));
}

internal sealed record ListCaseRulesResponse(IReadOnlyList<CaseRuleSummary> CaseRules, string? NextToken);

internal sealed record CaseRuleSummary(
    string CaseRuleId, string Name, string CaseRuleArn, RuleType RuleType, string? Description);

internal sealed record UpdateCaseRuleRequest(string? Name, string? Description, CaseRuleDetails? Rule);

[JsonConverter(typeof(WireEnumConverter<RuleType>))]
internal enum RuleType
{
    Required,
    Hidden,
    FieldOptions,
}

[JsonSerializable(typeof(CreateCaseRuleRequest))]
[JsonSerializable(typeof(CreateCaseRuleResponse))]
[JsonSerializable(typeof(BatchGetCaseRuleRequest))]
[JsonSerializable(typeof(BatchGetCaseRuleResponse))]
[JsonSerializable(typeof(ListCaseRulesResponse))]
[JsonSerializable(typeof(UpdateCaseRuleRequest))]
internal sealed partial class CaseRuleJson : JsonSerializerContext
{
    public static CaseRuleJson Wire { get; } = new(WireJson.CreateOptions());
}
