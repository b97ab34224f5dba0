namespace ConnectCases.Protocol.Identity;

/// <summary>Creates the id of a new resource: a lower-case UUID.</summary>
/// <param name="kind">
/// The kind of the resource. The server creates random ids and ignores the kind. The demo seed numbers the ids of each kind.
/// </param>
internal delegate string NewId(IdKind kind);

/// <summary>The kinds of resources that get an id.</summary>
internal enum IdKind
{
    Domain,
    Field,
    Layout,
    Template,
    CaseRule,
    Case,
    RelatedItem,
    AuditEvent,
    Event,
    Merge,
}
