using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.Domains;

/// <summary>The container of everything else, in one account and Region.</summary>
internal sealed class Domain : ITagged
{
    public long Key { get; init; }

    public required string DomainId { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Set by DeleteDomain: unreachable from then on, and emptied bit by bit (<see cref="DeletedDomainCleaner"/>).</summary>
    public DateTimeOffset? DeletedTime { get; set; }

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    /// <summary>What PutCaseEventConfiguration said; without it no event leaves.</summary>
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
        creationDelay > TimeSpan.Zero && now < CreatedTime + creationDelay ? DomainStatus.CreationInProgress : DomainStatus.Active;
}
