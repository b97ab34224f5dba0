namespace ConnectCases.Seeds.Applying;

/// <summary>What the application of a seed depends on besides the seed.</summary>
/// <param name="Now">The time to which the times of the seed are relative. New configuration is created at this time.</param>
/// <param name="Options">The options of the services. Only the application uses and changes this object.</param>
/// <param name="Derive">Derives the ids of audit events, outgoing events and merges.</param>
internal sealed record SeedSettings(DateTimeOffset Now, EmulatorOptions Options, DeriveId Derive);
