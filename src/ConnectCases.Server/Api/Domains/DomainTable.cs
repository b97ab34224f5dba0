using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Domains;

/// <summary>Finds domains. A domain of another account or Region does not exist for the caller.</summary>
internal static class DomainTable
{
    private static readonly Func<CasesDbContext, string, Domain?> ById = CompiledQuery.Of(
        (CasesDbContext db, string domainId) => db.Set<Domain>().AsNoTracking()
            .FirstOrDefault(domain => domain.DomainId == domainId && domain.DeletedTime == null));

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
        /// Like <c>GetDomain</c>, but takes a shared lock: other units can add cases, and none can change the configuration.
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
            ById(db, domainId) is { } domain && domain.BelongsTo(caller)
                ? domain
                : throw new ResourceNotFoundException("Domain", domainId);
    }
}
