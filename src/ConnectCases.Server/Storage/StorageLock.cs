namespace ConnectCases.Storage;

/// <summary>A named lock that a unit of work holds until it commits.</summary>
/// <param name="Name">The id of a resource, or any other name.</param>
/// <param name="Exclusive">False if other units may hold the lock at the same time, but none exclusively.</param>
internal readonly record struct StorageLock(string Name, bool Exclusive);
