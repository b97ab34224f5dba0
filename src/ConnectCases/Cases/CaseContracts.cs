using System.Text.Json.Serialization;
using ConnectCases.AuditEvents;
using ConnectCases.Fields;
using ConnectCases.Protocol;

namespace ConnectCases.Cases;

internal sealed record CreateCaseRequest(
    string? TemplateId,
    IReadOnlyList<FieldValue>? Fields,
    string? ClientToken,
    UserUnion? PerformedBy,
    IReadOnlyDictionary<string, string?>? Tags);

internal sealed record CreateCaseResponse(string CaseId, string CaseArn);

internal sealed record GetCaseRequest(IReadOnlyList<FieldIdentifier>? Fields, string? NextToken);

internal sealed record GetCaseResponse(
    IReadOnlyList<FieldValue> Fields,
    string TemplateId,
    string? NextToken,
    StoredJson<IReadOnlyDictionary<string, string>> Tags);

internal sealed record UpdateCaseRequest(IReadOnlyList<FieldValue>? Fields, UserUnion? PerformedBy);

[JsonSerializable(typeof(CreateCaseRequest))]
[JsonSerializable(typeof(CreateCaseResponse))]
[JsonSerializable(typeof(GetCaseRequest))]
[JsonSerializable(typeof(GetCaseResponse))]
[JsonSerializable(typeof(UpdateCaseRequest))]
internal sealed partial class CaseJson : JsonSerializerContext;
