namespace ConnectCases.Storage;

/// <summary>A named lock that a unit of work holds until it commits.</summary>
/// <param name="Name">The id of a resource, or any other name.</param>
/// <param name="Exclusive">
/// True if no other unit can hold the lock at the same time. False for a shared lock, which several units can hold.
/// </param>
internal readonly record struct StorageLock(string Name, bool Exclusive);
