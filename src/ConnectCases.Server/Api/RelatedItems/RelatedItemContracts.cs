using System.Text.Json.Serialization;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.RelatedItems;

internal sealed record CreateRelatedItemRequest(
    RelatedItemType? Type, RelatedItemInputContent? Content, UserUnion? PerformedBy);

internal sealed record CreateRelatedItemResponse(string RelatedItemId, string RelatedItemArn);

internal sealed record RelatedItemInputContent(
    Contact? Contact = null,
    CommentContent? Comment = null,
    FileContent? File = null,
    SlaInputContent? Sla = null,
    ConnectCaseInputContent? ConnectCase = null,
    CustomInputContent? Custom = null) : Union
{
    protected override int KnownMembersSet => Count(Contact, Comment, File, Sla, ConnectCase, Custom);
}

internal sealed record Contact(string? ContactArn);

internal sealed record CommentContent(string? Body, CommentBodyTextType? ContentType);

internal sealed record FileContent(string? FileArn);

internal sealed record SlaInputContent(SlaInputConfiguration? SlaInputConfiguration = null) : Union
{
    protected override int KnownMembersSet => Count(SlaInputConfiguration);
}

internal sealed record SlaInputConfiguration(
    string? Name,
    SlaType? Type,
    string? FieldId,
    IReadOnlyList<FieldValueUnion>? TargetFieldValues,
    long? TargetSlaMinutes);

internal sealed record ConnectCaseInputContent(string? CaseId);

internal sealed record CustomInputContent(IReadOnlyList<FieldValue>? Fields);

internal sealed record BatchCreateRelatedItemRequest(
    string? DomainId,
    RelatedItemInputContent? Content,
    IReadOnlyList<BatchCreateRelatedItemIdentifier>? Cases,
    UserUnion? PerformedBy,
    string? ClientToken);

internal sealed record BatchCreateRelatedItemIdentifier(CaseIdentifierUnion? CaseIdentifier);

internal sealed record BatchCreateRelatedItemResponse(
    IReadOnlyList<BatchCreateRelatedItemSuccessEntry> SuccessfulItems,
    IReadOnlyList<BatchCreateRelatedItemErrorEntry> FailedItems);

internal sealed record BatchCreateRelatedItemSuccessEntry(
    CaseIdentifier CaseIdentifier, string RelatedItemId, string RelatedItemArn);

internal sealed record BatchCreateRelatedItemErrorEntry(CaseIdentifier CaseIdentifier, string ErrorCode, string ErrorMessage);

/// <summary>The members of a search for the related items of a case.</summary>
internal interface IItemSearchRequest : IPagedRequest
{
    IReadOnlyList<RelatedItemTypeFilter>? Filters { get; }
}

internal sealed record SearchRelatedItemsRequest(
    int? MaxResults, string? NextToken, IReadOnlyList<RelatedItemTypeFilter>? Filters) : IItemSearchRequest;

internal sealed record SearchRelatedItemsResponse(
    IReadOnlyList<SearchRelatedItemsResponseItem> RelatedItems, string? NextToken);

internal sealed record SearchRelatedItemsResponseItem(
    string RelatedItemId,
    RelatedItemType Type,
    DateTimeOffset AssociationTime,
    StoredJson<RelatedItemContent> Content,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    StoredJson<UserUnion>? PerformedBy);

internal sealed record SearchAllRelatedItemsRequest(
    int? MaxResults,
    string? NextToken,
    IReadOnlyList<RelatedItemTypeFilter>? Filters,
    IReadOnlyList<SearchAllRelatedItemsSort>? Sorts) : IPagedRequest;

internal sealed record SearchAllRelatedItemsSort(SearchAllRelatedItemsSortProperty? SortProperty, Order? SortOrder);

internal sealed record SearchAllRelatedItemsResponse(
    string? NextToken, IReadOnlyList<SearchAllRelatedItemsResponseItem> RelatedItems);

internal sealed record SearchAllRelatedItemsResponseItem(
    string RelatedItemId,
    string CaseId,
    RelatedItemType Type,
    DateTimeOffset AssociationTime,
    StoredJson<RelatedItemContent> Content,
    StoredJson<UserUnion>? PerformedBy,
    StoredJson<IReadOnlyDictionary<string, string>> Tags);

internal sealed record UpdateRelatedItemRequest(RelatedItemUpdateContent? Content, UserUnion? PerformedBy);

internal sealed record RelatedItemUpdateContent(CommentUpdateContent? Comment = null, CustomUpdateContent? Custom = null)
    : Union
{
    protected override int KnownMembersSet => Count(Comment, Custom);
}

internal sealed record CommentUpdateContent(string? Body, CommentBodyTextType? ContentType);

internal sealed record CustomUpdateContent(IReadOnlyList<FieldValue>? Fields);

internal sealed record UpdateRelatedItemResponse(
    string RelatedItemId,
    string RelatedItemArn,
    RelatedItemType Type,
    StoredJson<RelatedItemContent> Content,
    DateTimeOffset AssociationTime,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    StoredJson<UserUnion>? LastUpdatedUser,
    StoredJson<UserUnion>? CreatedBy);

internal sealed record RelatedItemContent(
    ContactContent? Contact = null,
    CommentContent? Comment = null,
    FileContent? File = null,
    SlaContent? Sla = null,
    ConnectCaseContent? ConnectCase = null,
    CustomContent? Custom = null) : Union
{
    protected override int KnownMembersSet => Count(Contact, Comment, File, Sla, ConnectCase, Custom);
}

internal sealed record ContactContent(string ContactArn, string Channel, DateTimeOffset ConnectedToSystemTime);

internal sealed record SlaContent(SlaConfiguration SlaConfiguration);

internal sealed record SlaConfiguration(
    string Name,
    SlaType Type,
    SlaStatus Status,
    string? FieldId,
    IReadOnlyList<FieldValueUnion>? TargetFieldValues,
    DateTimeOffset TargetTime,
    DateTimeOffset? CompletionTime = null);

internal sealed record ConnectCaseContent(string CaseId);

internal sealed record CustomContent(IReadOnlyList<FieldValue> Fields);

internal sealed record RelatedItemTypeFilter(
    ContactFilter? Contact = null,
    CommentFilter? Comment = null,
    FileFilter? File = null,
    SlaFilter? Sla = null,
    ConnectCaseFilter? ConnectCase = null,
    CustomFilter? Custom = null) : Union
{
    protected override int KnownMembersSet => Count(Contact, Comment, File, Sla, ConnectCase, Custom);
}

internal sealed record ContactFilter(IReadOnlyList<string>? Channel, string? ContactArn);

internal sealed record CommentFilter;

internal sealed record FileFilter(string? FileArn);

internal sealed record SlaFilter(string? Name, SlaStatus? Status);

internal sealed record ConnectCaseFilter(string? CaseId);

internal sealed record CustomFilter(CustomFieldsFilter? Fields);

internal sealed record CustomFieldsFilter(
    FieldFilter? Field = null,
    CustomFieldsFilter? Not = null,
    IReadOnlyList<CustomFieldsFilter>? AndAll = null,
    IReadOnlyList<CustomFieldsFilter>? OrAll = null) : Union, IFilterTree<CustomFieldsFilter>
{
    protected override int KnownMembersSet => Count(Field, Not, AndAll, OrAll);
}

[JsonConverter(typeof(WireEnumConverter<RelatedItemType>))]
internal enum RelatedItemType
{
    Contact,
    Comment,
    File,
    Sla,
    ConnectCase,
    Custom,
}

[JsonConverter(typeof(WireEnumConverter<SearchAllRelatedItemsSortProperty>))]
internal enum SearchAllRelatedItemsSortProperty
{
    AssociationTime,
    CaseId,
}

[JsonConverter(typeof(WireEnumConverter<CommentBodyTextType>))]
internal enum CommentBodyTextType
{
    [JsonStringEnumMemberName("Text/Plain")]
    TextPlain,
}

[JsonConverter(typeof(WireEnumConverter<SlaType>))]
internal enum SlaType
{
    CaseField,
}

[JsonConverter(typeof(WireEnumConverter<SlaStatus>))]
internal enum SlaStatus
{
    Active,
    Overdue,
    Met,
    NotMet,
}

[JsonSerializable(typeof(BatchCreateRelatedItemRequest))]
[JsonSerializable(typeof(BatchCreateRelatedItemResponse))]
[JsonSerializable(typeof(CreateRelatedItemRequest))]
[JsonSerializable(typeof(CreateRelatedItemResponse))]
[JsonSerializable(typeof(SearchRelatedItemsRequest))]
[JsonSerializable(typeof(SearchRelatedItemsResponse))]
[JsonSerializable(typeof(SearchAllRelatedItemsRequest))]
[JsonSerializable(typeof(SearchAllRelatedItemsResponse))]
[JsonSerializable(typeof(UpdateRelatedItemRequest))]
[JsonSerializable(typeof(UpdateRelatedItemResponse))]
[JsonSerializable(typeof(RelatedItemContent))]
[JsonSerializable(typeof(IReadOnlyList<RelatedItemTypeFilter>))]
internal sealed partial class RelatedItemJson : JsonSerializerContext
{
    public static RelatedItemJson Wire { get; } = new(WireJson.CreateOptions());
}
