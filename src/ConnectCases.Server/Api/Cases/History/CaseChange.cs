using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;

namespace ConnectCases.Api.Cases.History;

/// <summary>A change of a case or of one of its related items.</summary>
internal abstract record CaseChange(Domain Domain, Case Case);

internal sealed record CaseCreated(Domain Domain, Case Case, IReadOnlyList<AuditEventField> Fields) : CaseChange(Domain, Case);

internal sealed record CaseUpdated(Domain Domain, Case Case, IReadOnlyList<AuditEventField> Fields) : CaseChange(Domain, Case);

internal sealed record CaseDeleted(Domain Domain, Case Case) : CaseChange(Domain, Case);

internal sealed record RelatedItemCreated(Domain Domain, Case Case, RelatedItem Item, RelatedItemContent Content)
    : CaseChange(Domain, Case);

internal sealed record RelatedItemUpdated(
    Domain Domain, Case Case, RelatedItem Item, RelatedItemContent Content, IReadOnlyList<AttributeChange> Changes)
    : CaseChange(Domain, Case);

internal sealed record RelatedItemDeleted(Domain Domain, Case Case, RelatedItem Item) : CaseChange(Domain, Case);
