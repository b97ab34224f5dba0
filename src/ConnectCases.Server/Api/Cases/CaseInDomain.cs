using ConnectCases.Api.Domains;

namespace ConnectCases.Api.Cases;

/// <summary>A case and its domain.</summary>
internal sealed record CaseInDomain(Domain Domain, Case Case);
