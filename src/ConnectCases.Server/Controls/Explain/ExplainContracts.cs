using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.State;

namespace ConnectCases.Controls.Explain;

/// <summary>A SearchCases request, and the case to explain.</summary>
/// <param name="DomainId">The domain to search.</param>
/// <param name="CaseId">The case that the search finds or does not find.</param>
/// <param name="Account">The account of the domain. Needed only if several worlds have a domain with this id.</param>
/// <param name="Region">The Region of the domain.</param>
/// <param name="SearchTerm">The words of the search.</param>
/// <param name="Filter">The filter of the search.</param>
/// <param name="Sorts">The order of the search.</param>
/// <param name="Fields">The fields that the search returns. The explanation only checks that they exist.</param>
/// <param name="MaxResults">The page size of the search.</param>
/// <param name="NextToken">The token that SearchCases returned for the page to explain.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExplainSearchCasesRequest(
    string? DomainId,
    string? CaseId,
    string? Account,
    string? Region,
    string? SearchTerm,
    CaseFilter? Filter,
    IReadOnlyList<Sort>? Sorts,
    IReadOnlyList<FieldIdentifier>? Fields,
    int? MaxResults,
    string? NextToken) : ICaseSearchRequest, IWorldRequest
{
    public SearchCasesRequest ToSearch() => new(MaxResults, NextToken, SearchTerm, Filter, Sorts, Fields);
}

/// <summary>Why SearchCases finds a case or does not find a case.</summary>
/// <param name="Matches">Whether the case meets all conditions.</param>
/// <param name="DomainId">The domain.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Account">The account of the domain.</param>
/// <param name="Region">The Region of the domain.</param>
/// <param name="Position">The position in the requested order, from 1. Absent if the case does not match or comes after the first 1,000 cases.</param>
/// <param name="Page">The page on which the case is, from 1. Absent without a position.</param>
/// <param name="OnPage">Whether the requested page contains the case. Absent if the case does not match.</param>
/// <param name="Conditions">The conditions, which must all hold.</param>
/// <param name="Explanation">The reason in one or more sentences.</param>
internal sealed record ExplainSearchCasesResponse(
    bool Matches,
    string DomainId,
    string CaseId,
    string Account,
    string Region,
    int? Position,
    int? Page,
    bool? OnPage,
    IReadOnlyList<ConditionExplanation> Conditions,
    string Explanation);

/// <summary>A SearchRelatedItems request, and the item to explain.</summary>
/// <param name="DomainId">The domain of the case.</param>
/// <param name="CaseId">The case to search.</param>
/// <param name="RelatedItemId">The item that the search finds or does not find.</param>
/// <param name="Account">The account of the domain. Needed only if several worlds have a domain with this id.</param>
/// <param name="Region">The Region of the domain.</param>
/// <param name="Filters">The filters of the search.</param>
/// <param name="MaxResults">The page size of the search.</param>
/// <param name="NextToken">The token that SearchRelatedItems returned for the page to explain.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExplainSearchRelatedItemsRequest(
    string? DomainId,
    string? CaseId,
    string? RelatedItemId,
    string? Account,
    string? Region,
    IReadOnlyList<RelatedItemTypeFilter>? Filters,
    int? MaxResults,
    string? NextToken) : IItemSearchRequest, IWorldRequest
{
    public SearchRelatedItemsRequest ToSearch() => new(MaxResults, NextToken, Filters);
}

/// <summary>Why SearchRelatedItems finds an item or does not find an item.</summary>
/// <param name="Matches">Whether the item meets at least one filter, or the request has no filters.</param>
/// <param name="DomainId">The domain.</param>
/// <param name="CaseId">The case.</param>
/// <param name="RelatedItemId">The item.</param>
/// <param name="Type">The type of the item.</param>
/// <param name="Account">The account of the domain.</param>
/// <param name="Region">The Region of the domain.</param>
/// <param name="Position">The position in the result, newest first, from 1. Absent if the item does not match.</param>
/// <param name="Page">The page on which the item is, from 1. Absent if the item does not match.</param>
/// <param name="OnPage">Whether the requested page contains the item. Absent if the item does not match.</param>
/// <param name="Filters">One entry per filter. One of the filters must hold.</param>
/// <param name="Explanation">The reason in one or more sentences.</param>
internal sealed record ExplainSearchRelatedItemsResponse(
    bool Matches,
    string DomainId,
    string CaseId,
    string RelatedItemId,
    RelatedItemType Type,
    string Account,
    string Region,
    int? Position,
    int? Page,
    bool? OnPage,
    IReadOnlyList<ConditionExplanation> Filters,
    string Explanation);

/// <summary>A condition of a search, and whether it holds.</summary>
/// <param name="Path">The member of the request. <c>SearchDelay</c> is the option of the emulator.</param>
/// <param name="Met">Whether the condition itself holds. A condition inside of <c>not</c> must not hold.</param>
/// <param name="Field">The field that is compared. Absent in conditions on other things.</param>
/// <param name="Tag">The key of the tag that is compared.</param>
/// <param name="Operator">The operator, or <c>not</c>, <c>andAll</c> or <c>orAll</c> for a group.</param>
/// <param name="Expected">The operand. Absent if the condition expects that there is no value.</param>
/// <param name="Actual">The value that the case or the item has. Absent without a value.</param>
/// <param name="FoundIn">The fields whose values have the word of a search term.</param>
/// <param name="Explanation">The reason in one or more sentences.</param>
/// <param name="Conditions">The conditions of a group.</param>
internal sealed record ConditionExplanation(
    string Path,
    bool Met,
    string Operator,
    [property: JsonPropertyOrder(1)] string Explanation,
    ExplainedField? Field = null,
    string? Tag = null,
    JsonElement? Expected = null,
    JsonElement? Actual = null,
    IReadOnlyList<string>? FoundIn = null,
    [property: JsonPropertyOrder(2)] IReadOnlyList<ConditionExplanation>? Conditions = null);

/// <summary>A field of a condition.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
internal sealed record ExplainedField(string Id, string Name);
