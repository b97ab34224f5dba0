using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull;

/// <summary>A domain as the API returns it, without deleted resources. All lists are in the order of the service.</summary>
/// <param name="Domain">The response of GetDomain.</param>
/// <param name="Fields">The entries of BatchGetField.</param>
/// <param name="Options">The options of single-select fields, by the id of the field.</param>
/// <param name="CaseRules">The entries of BatchGetCaseRule.</param>
/// <param name="Layouts">The responses of GetLayout.</param>
/// <param name="Templates">The responses of GetTemplate.</param>
/// <param name="Events">The response of GetCaseEventConfiguration.</param>
/// <param name="Cases">The cases, oldest first. Empty if cases are not copied.</param>
internal sealed record DomainContent(
    JsonNode Domain,
    IReadOnlyList<JsonNode> Fields,
    IReadOnlyDictionary<string, IReadOnlyList<JsonNode>> Options,
    IReadOnlyList<JsonNode> CaseRules,
    IReadOnlyList<JsonNode> Layouts,
    IReadOnlyList<JsonNode> Templates,
    JsonNode Events,
    IReadOnlyList<CaseContent> Cases);

/// <summary>A case with its related items.</summary>
/// <param name="CaseId">The id of the case.</param>
/// <param name="TemplateId">The id of its template.</param>
/// <param name="Values">The field values: unions, by the id of the field.</param>
/// <param name="Tags">The tags, or null.</param>
/// <param name="RelatedItems">The entries of SearchRelatedItems, oldest first.</param>
internal sealed record CaseContent(
    string CaseId,
    string TemplateId,
    IReadOnlyDictionary<string, JsonNode> Values,
    JsonNode? Tags,
    IReadOnlyList<JsonNode> RelatedItems);
