using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Describes where the domain is, for messages.</summary>
    public string Place => $"domain '{DomainId}' of account {Account}, Region {Region}";

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

    public DomainStatus StatusAt(DateTimeOffset now, TimeSpan creationDelay) =>
        creationDelay > TimeSpan.Zero && now < CreatedTime + creationDelay
            ? DomainStatus.CreationInProgress
            : DomainStatus.Active;
}

/// <summary>Finds domains. A domain of another account or Region does not exist for the caller.</summary>
internal static class DomainTable
{
    private static readonly Func<CasesDbContext, string, string, string, Domain?> ById = CompiledQuery.Of(
        (CasesDbContext db, string domainId, string account, string region) => db.Set<Domain>().AsNoTracking().FirstOrDefault(domain =>
            domain.DomainId == domainId && domain.Account == account && domain.Region == region && domain.DeletedTime == null));

    extension(CasesDbContext db)
    {
        public DbSet<Domain> Domains => db.Set<Domain>();

        /// <summary>Returns a domain. In a unit of work, locks the domain and everything in it exclusively.</summary>
        /// <exception cref="ResourceNotFoundException">The domain does not exist.</exception>
        public Domain GetDomain(Caller caller, string domainId)
        {
            db.AcquireLocks(new StorageLock(domainId, Exclusive: true));
            return db.FindDomain(caller, domainId);
        }

        /// <summary>
        /// Like <c>GetDomain</c>, but takes a shared lock. Other units can add cases, but cannot change the configuration.
        /// </summary>
        /// <exception cref="ResourceNotFoundException">The domain does not exist.</exception>
        public Domain GetDomainForInsert(Caller caller, string domainId)
        {
            db.LockDomainShared(domainId);
            return db.FindDomain(caller, domainId);
        }

        /// <summary>Locks the configuration of a domain against changes until the unit of work commits.</summary>
        public void LockDomainShared(string domainId) => db.AcquireLocks(new StorageLock(domainId, Exclusive: false));

        /// <summary>Returns a domain without a lock.</summary>
        /// <exception cref="ResourceNotFoundException">The domain does not exist.</exception>
        public Domain FindDomain(Caller caller, string domainId) =>
            ById(db, domainId, caller.Account, caller.Region) ?? throw MissingDomain.Explain(db, caller, domainId);
    }
}
