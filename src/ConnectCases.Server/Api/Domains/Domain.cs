using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.Domains;

/// <summary>A domain of one account and Region. Every other resource belongs to a domain.</summary>
internal sealed class Domain : ITagged
{
    public long Key { get; init; }

    public required string DomainId { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>
    /// The time of DeleteDomain, or null. Callers cannot find a deleted domain. <see cref="DeletedDomainCleaner"/> removes the
    /// rows of the domain in batches.
    /// </summary>
    public DateTimeOffset? DeletedTime { get; set; }

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    /// <summary>The configuration from PutCaseEventConfiguration. Without a configuration, changes create no events.</summary>
    public StoredJson<EventBridgeConfiguration>? EventBridge { get; set; }

    public List<Field> Fields { get; init; } = [];

    public string Arn => Protocol.Identity.Arn.OfDomain(Account, Region, DomainId);

    public static Domain Create(string domainId, Caller caller, string name, DateTimeOffset now) => new()
    {
        DomainId = domainId,
        Account = caller.Account,
        Region = caller.Region,
        Name = name,
        CreatedTime = now,
        Fields = [.. SystemFields.All.Select(field => field.ToField(now))],
    };

    public void SetTags(Dictionary<string, string> tags) => Tags = TagSet.Of(tags);

    public EventBridgeConfiguration? ReadEventBridge() =>
        EventBridge?.Read(EventConfigurationJson.Wire.EventBridgeConfiguration);

    public bool BelongsTo(Caller caller) => Account == caller.Account && Region == caller.Region;

    public DomainStatus StatusAt(DateTimeOffset now, TimeSpan creationDelay) =>
        creationDelay > TimeSpan.Zero && now < CreatedTime + creationDelay
            ? DomainStatus.CreationInProgress
            : DomainStatus.Active;
}
