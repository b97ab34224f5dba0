using System.Text.Json.Serialization;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.Cases;

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

internal sealed record BatchUpdateCaseRequest(
    string? DomainId,
    IReadOnlyList<BatchUpdateCaseIdentifier>? Cases,
    IReadOnlyList<FieldValueInput>? Fields,
    UserUnion? PerformedBy,
    string? Title,
    string? Status,
    string? CustomerId,
    string? ClientToken);

internal sealed record BatchUpdateCaseIdentifier(CaseIdentifierUnion? CaseIdentifier);

internal sealed record CaseIdentifierUnion(string? CaseId = null, string? ReferenceId = null) : Union
{
    protected override int KnownMembersSet => Count(CaseId, ReferenceId);
}

internal sealed record BatchUpdateCaseResponse(
    IReadOnlyList<BatchUpdateCaseSuccessEntry> SuccessfulCases, IReadOnlyList<BatchUpdateCaseErrorEntry> FailedCases);

internal sealed record BatchUpdateCaseSuccessEntry(CaseIdentifier CaseIdentifier);

internal sealed record BatchUpdateCaseErrorEntry(CaseIdentifier CaseIdentifier, string ErrorCode, string ErrorMessage);

/// <summary>Identifies a case in a response. The member <c>referenceNumber</c> of the AWS shape is never set.</summary>
internal sealed record CaseIdentifier(string CaseId, string? ReferenceId);

internal sealed record ListCasesForContactRequest(string? ContactArn, int? MaxResults, string? NextToken) : IPagedRequest;

internal sealed record ListCasesForContactResponse(IReadOnlyList<CaseSummary> Cases, string? NextToken);

internal sealed record CaseSummary(string CaseId, string TemplateId);

/// <summary>The members of a search for cases.</summary>
internal interface ICaseSearchRequest : IPagedRequest
{
    string? SearchTerm { get; }

    CaseFilter? Filter { get; }

    IReadOnlyList<Sort>? Sorts { get; }

    IReadOnlyList<FieldIdentifier>? Fields { get; }
}

internal sealed record SearchCasesRequest(
    int? MaxResults,
    string? NextToken,
    string? SearchTerm,
    CaseFilter? Filter,
    IReadOnlyList<Sort>? Sorts,
    IReadOnlyList<FieldIdentifier>? Fields) : ICaseSearchRequest;

internal sealed record CaseFilter(
    FieldFilter? Field = null,
    CaseFilter? Not = null,
    TagFilter? Tag = null,
    IReadOnlyList<CaseFilter>? AndAll = null,
    IReadOnlyList<CaseFilter>? OrAll = null) : Union, IFilterTree<CaseFilter>
{
    protected override int KnownMembersSet => Count(Field, Not, Tag, AndAll, OrAll);
}

internal sealed record TagFilter(TagValue? EqualTo = null) : Union
{
    protected override int KnownMembersSet => Count(EqualTo);
}

internal sealed record TagValue(string? Key, string? Value);

internal sealed record Sort(string? FieldId, Order? SortOrder);

internal sealed record SearchCasesResponse(
    string? NextToken, IReadOnlyList<SearchCasesResponseItem> Cases, long TotalCount);

internal sealed record SearchCasesResponseItem(
    string CaseId,
    string TemplateId,
    IReadOnlyList<FieldValue> Fields,
    StoredJson<IReadOnlyDictionary<string, string>> Tags);

[JsonSerializable(typeof(BatchUpdateCaseRequest))]
[JsonSerializable(typeof(BatchUpdateCaseResponse))]
[JsonSerializable(typeof(CreateCaseRequest))]
[JsonSerializable(typeof(CreateCaseResponse))]
[JsonSerializable(typeof(GetCaseRequest))]
[JsonSerializable(typeof(GetCaseResponse))]
[JsonSerializable(typeof(ListCasesForContactRequest))]
[JsonSerializable(typeof(ListCasesForContactResponse))]
[JsonSerializable(typeof(SearchCasesRequest))]
[JsonSerializable(typeof(SearchCasesResponse))]
[JsonSerializable(typeof(UpdateCaseRequest))]
internal sealed partial class CaseJson : JsonSerializerContext
{
    public static CaseJson Wire { get; } = new(WireJson.CreateOptions());
}
