namespace ConnectCases.Protocol;

/// <summary>Makes the id of a new resource: a lower-case UUID.</summary>
internal delegate string NewId();
