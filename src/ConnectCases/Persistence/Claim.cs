namespace ConnectCases.Persistence;

/// <summary>Something that a unit of work needs unchanged until it is committed: for itself alone, or shared with others.</summary>
internal readonly record struct Claim(string Name, bool Alone);
