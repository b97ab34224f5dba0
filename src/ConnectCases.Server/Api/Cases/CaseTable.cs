using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Cases;

internal static class CaseTable
{
    private static readonly Func<CasesDbContext, string, string, CaseInDomain?> ById = CompiledQuery.Of(
        (CasesDbContext db, string domainId, string caseId) => (
            from domain in db.Set<Domain>().AsNoTracking()
            join @case in db.Set<Case>().AsNoTracking() on domain.Key equals @case.DomainKey
            where domain.DomainId == domainId && domain.DeletedTime == null && @case.CaseId == caseId
            select new CaseInDomain(domain, @case)).FirstOrDefault());

    private static readonly Func<CasesDbContext, long, IEnumerable<CaseValue>> ValuesOf = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey) => db.Set<CaseValue>().AsTracking().Where(value => value.CaseKey == caseKey));

    extension(CasesDbContext db)
    {
        public DbSet<Case> Cases => db.Set<Case>();

        public DbSet<CaseValue> CaseValues => db.Set<CaseValue>();

        public DbSet<CaseTag> CaseTags => db.Set<CaseTag>();

        /// <summary>
        /// Returns a case and its domain, without the values of the case. In a unit of work, locks the case exclusively and the
        /// configuration of the domain against changes.
        /// </summary>
        /// <exception cref="ResourceNotFoundException">The domain or the case does not exist.</exception>
        public CaseInDomain GetCase(Caller caller, string domainId, string caseId)
        {
            db.AcquireLocks(new StorageLock(domainId, Exclusive: false), new StorageLock(caseId, Exclusive: true));

            // One query reads both. Only a missing case needs a second query, which finds out whether the domain exists.
            if (ById(db, domainId, caseId) is { } found && found.Domain.BelongsTo(caller))
            {
                return found;
            }

            db.FindDomain(caller, domainId);
            throw new ResourceNotFoundException("Case", caseId);
        }

        /// <summary>Attaches the case and loads its values, so that changes to them are saved.</summary>
        public void AttachWithValues(Case @case)
        {
            db.Attach(@case);
            _ = ValuesOf(db, @case.Key).Count();
        }
    }
}
