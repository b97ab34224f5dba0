namespace ConnectCases.Api.Domains;

/// <summary>Announces that a domain was deleted, so that its rows can be removed.</summary>
internal sealed class DomainDeletions
{
    /// <summary>Occurs after the commit of DeleteDomain.</summary>
    public event Action? Deleted;

    public void Announce() => Deleted?.Invoke();
}
