namespace ConnectCases.Api.Cases;

/// <summary>One tag of a case, as a row that a search can find.</summary>
internal sealed class CaseTag
{
    public long CaseKey { get; init; }

    public required long DomainKey { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}
