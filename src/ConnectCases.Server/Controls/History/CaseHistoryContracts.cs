using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Controls.Clock;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;

namespace ConnectCases.Controls.History;

/// <summary>Chooses the time of a case.</summary>
/// <param name="At">The time, in ISO 8601 with a time zone. Without a time, the case as it is now.</param>
/// <param name="Account">The account of the domain. Needed only if several worlds have a domain with this id.</param>
/// <param name="Region">The Region of the domain.</param>
internal sealed record CaseAtRequest(string? At, string? Account, string? Region) : IWorldRequest, IQueryRequest<CaseAtRequest>
{
    public static CaseAtRequest Read(QueryParameters query)
    {
        query.EnsureOnly("at", "account", "region");
        return new(query.Text("at"), query.Text("account"), query.Text("region"));
    }
}

/// <summary>A case as it was at a time.</summary>
/// <param name="DomainId">The domain.</param>
/// <param name="CaseId">The case.</param>
/// <param name="TemplateId">The template of the case.</param>
/// <param name="AsOf">The time. Not later than the time in the world of the domain.</param>
/// <param name="Fields">The values that the case had, sorted by field id.</param>
/// <param name="Tags">The tags. Absent for a time in the past, because the audit history has no changes of tags.</param>
/// <param name="RelatedItems">The related items that the case had, oldest first.</param>
internal sealed record CaseAtResponse(
    string DomainId,
    string CaseId,
    string TemplateId,
    DateTimeOffset AsOf,
    IReadOnlyList<FieldValue> Fields,
    StoredJson<IReadOnlyDictionary<string, string>>? Tags,
    IReadOnlyList<RelatedItemAt> RelatedItems);

/// <summary>A related item that a case had at a time.</summary>
/// <param name="RelatedItemId">The id.</param>
/// <param name="Type">The type.</param>
internal sealed record RelatedItemAt(string RelatedItemId, RelatedItemType Type);

internal sealed class CaseAtValidator : ContractValidator<CaseAtRequest>
{
    public CaseAtValidator()
    {
        RuleFor(request => request.At).Instant();
        this.ForWorld();
    }
}
