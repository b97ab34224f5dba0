using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Api.Fields;

internal sealed record CreateFieldRequest(
    string? Name, FieldType? Type, string? Description, FieldAttributes? Attributes);

internal sealed record CreateFieldResponse(string FieldId, string FieldArn);

internal sealed record UpdateFieldRequest(string? Name, string? Description, FieldAttributes? Attributes);

internal sealed record FieldAttributes(TextAttributes? Text = null) : Union
{
    protected override int KnownMembersSet => Count(Text);
}

internal sealed record TextAttributes(bool? IsMultiline);

internal sealed record ListFieldsRequest(int? MaxResults, string? NextToken) : IPagedRequest, IQueryRequest<ListFieldsRequest>
{
    public static ListFieldsRequest Read(QueryParameters query) => new(query.Integer("maxResults"), query.Text("nextToken"));
}

internal sealed record ListFieldsResponse(IReadOnlyList<FieldSummary> Fields, string? NextToken);

internal sealed record FieldSummary(
    string FieldId,
    string FieldArn,
    string Name,
    FieldType Type,
    FieldNamespace Namespace,
    FieldAttributes? Attributes);

internal sealed record BatchGetFieldRequest(IReadOnlyList<FieldIdentifier>? Fields);

internal sealed record FieldIdentifier(string? Id);

internal sealed record BatchGetFieldResponse(
    IReadOnlyList<GetFieldResponse> Fields, IReadOnlyList<FieldError> Errors);

internal sealed record GetFieldResponse(
    string FieldId,
    string Name,
    string FieldArn,
    string? Description,
    FieldType Type,
    FieldNamespace Namespace,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    FieldAttributes? Attributes);

internal sealed record FieldError(string Id, string ErrorCode, string Message);

internal sealed record BatchPutFieldOptionsRequest(IReadOnlyList<FieldOption>? Options);

internal sealed record FieldOption(string? Name, string? Value, bool? Active);

internal sealed record BatchPutFieldOptionsResponse(IReadOnlyList<FieldOptionError> Errors);

internal sealed record FieldOptionError(string Message, string ErrorCode, string Value);

internal sealed record ListFieldOptionsRequest(int? MaxResults, string? NextToken, IReadOnlyList<string>? Values)
    : IPagedRequest, IQueryRequest<ListFieldOptionsRequest>
{
    public static ListFieldOptionsRequest Read(QueryParameters query) => new(
        query.Integer("maxResults"), query.Text("nextToken"), query.List("values"));
}

internal sealed record ListFieldOptionsResponse(IReadOnlyList<FieldOption> Options, string? NextToken);

internal sealed record FieldValue(string? Id, FieldValueUnion? Value);

internal sealed record FieldValueUnion(
    string? StringValue = null,
    double? DoubleValue = null,
    bool? BooleanValue = null,
    EmptyFieldValue? EmptyValue = null,
    string? UserArnValue = null) : Union
{
    public static FieldValueUnion Empty { get; } = new(EmptyValue: new());

    protected override int KnownMembersSet => Count(StringValue, DoubleValue, BooleanValue, EmptyValue, UserArnValue);
}

internal sealed record EmptyFieldValue;

/// <summary>Identifies a field by id or by name. Only BatchUpdateCase accepts names.</summary>
internal sealed record FieldIdentifierUnion(string? Id = null, string? Name = null) : Union
{
    protected override int KnownMembersSet => Count(Id, Name);
}

internal sealed record FieldValueInput(FieldIdentifierUnion? FieldIdentifier, FieldValueUnion? Value);

internal sealed record FieldFilter(
    FieldValue? EqualTo = null,
    FieldValue? Contains = null,
    FieldValue? GreaterThan = null,
    FieldValue? GreaterThanOrEqualTo = null,
    FieldValue? LessThan = null,
    FieldValue? LessThanOrEqualTo = null) : Union
{
    protected override int KnownMembersSet =>
        Count(EqualTo, Contains, GreaterThan, GreaterThanOrEqualTo, LessThan, LessThanOrEqualTo);
}

[JsonConverter(typeof(WireEnumConverter<FieldType>))]
internal enum FieldType
{
    Text,
    Number,
    Boolean,
    DateTime,
    SingleSelect,
    Url,
    User,
}

[JsonConverter(typeof(WireEnumConverter<FieldNamespace>))]
internal enum FieldNamespace
{
    System,
    Custom,
}

[JsonSerializable(typeof(CreateFieldRequest))]
[JsonSerializable(typeof(CreateFieldResponse))]
[JsonSerializable(typeof(UpdateFieldRequest))]
[JsonSerializable(typeof(ListFieldsResponse))]
[JsonSerializable(typeof(BatchGetFieldRequest))]
[JsonSerializable(typeof(BatchGetFieldResponse))]
[JsonSerializable(typeof(BatchPutFieldOptionsRequest))]
[JsonSerializable(typeof(BatchPutFieldOptionsResponse))]
[JsonSerializable(typeof(ListFieldOptionsResponse))]
internal sealed partial class FieldJson : JsonSerializerContext;
