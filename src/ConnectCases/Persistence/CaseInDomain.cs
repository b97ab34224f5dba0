using ConnectCases.Cases;
using ConnectCases.Domains;

namespace ConnectCases.Persistence;

/// <summary>A case and the domain that it was found in.</summary>
internal sealed record CaseInDomain(Domain Domain, Case Case);
