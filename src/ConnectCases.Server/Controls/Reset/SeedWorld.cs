using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Reset;

/// <summary>Adds a seed to an account and Region in a unit of work.</summary>
/// <param name="unit">The unit of work.</param>
/// <param name="owner">The account and Region.</param>
internal delegate void SeedWorld(CasesDbContext unit, Caller owner);

/// <summary>Reads a seed before a unit of work, because a unit can run more than once.</summary>
/// <param name="seed">The name of a data set, or the path of a seed file.</param>
internal delegate SeedWorld LoadSeed(string seed);
