using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.AuditEvents;

internal static class AuditEventTable
{
    extension(CasesDbContext db)
    {
        public DbSet<AuditRecord> AuditRecords => db.Set<AuditRecord>();
    }
}
