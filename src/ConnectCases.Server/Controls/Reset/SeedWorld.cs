using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Reset;

/// <summary>Adds a data set to an account and Region in a unit of work.</summary>
/// <param name="unit">The unit of work.</param>
/// <param name="seed">The name of the data set.</param>
/// <param name="owner">The account and Region.</param>
internal delegate void SeedWorld(CasesDbContext unit, string seed, Caller owner);
