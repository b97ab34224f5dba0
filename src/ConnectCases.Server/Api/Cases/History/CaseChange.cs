using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.Cases.History;

/// <summary>A change of a case or of one of its related items.</summary>
internal abstract record CaseChange(Domain Domain, Case Case);

internal sealed record CaseCreated(Domain Domain, Case Case, IReadOnlyList<AuditEventField> Fields) : CaseChange(Domain, Case);

internal sealed record CaseUpdated(Domain Domain, Case Case, IReadOnlyList<AuditEventField> Fields) : CaseChange(Domain, Case);

/// <summary>The end of a merge. Both cases have this change. <see cref="Actor.Merge"/> identifies the merge.</summary>
internal sealed record CaseMerged(Domain Domain, Case Case) : CaseChange(Domain, Case);

internal sealed record CaseDeleted(Domain Domain, Case Case) : CaseChange(Domain, Case);

internal sealed record RelatedItemCreated(Domain Domain, Case Case, RelatedItem Item, RelatedItemContent Content)
    : CaseChange(Domain, Case);

internal sealed record RelatedItemUpdated(
    Domain Domain, Case Case, RelatedItem Item, RelatedItemContent Content, IReadOnlyList<AttributeChange> Changes)
    : CaseChange(Domain, Case);

internal sealed record RelatedItemDeleted(Domain Domain, Case Case, RelatedItem Item) : CaseChange(Domain, Case);

/// <summary>The author and the time of a change.</summary>
/// <param name="PrincipalArn">The ARN of the IAM principal that makes the change.</param>
/// <param name="PerformedBy">The user in the request, or null.</param>
/// <param name="Time">The time of the change.</param>
/// <param name="Merge">The merge that the change belongs to, or null.</param>
internal sealed record Actor(
    string PrincipalArn, UserUnion? PerformedBy, DateTimeOffset Time, AuditMergeMetadata? Merge = null)
{
    public static Actor Of(Caller caller, UserUnion? performedBy, DateTimeOffset time) =>
        new(caller.PrincipalArn, performedBy, time);

    /// <summary>Returns the actor for a change that the service itself makes, such as the breach of an SLA.</summary>
    public static Actor Service(Domain domain, DateTimeOffset time) =>
        Of(new Caller(domain.Account, domain.Region), performedBy: null, time);
}
