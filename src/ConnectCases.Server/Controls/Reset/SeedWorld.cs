using ConnectCases.Protocol.Identity;

namespace ConnectCases.Controls.Reset;

/// <summary>Adds a data set to an account and Region.</summary>
/// <param name="seed">The name of the data set.</param>
/// <param name="owner">The account and Region.</param>
/// <param name="cancellationToken">Cancels the seed while it waits.</param>
internal delegate Task SeedWorld(string seed, Caller owner, CancellationToken cancellationToken);
