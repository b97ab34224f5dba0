using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Merges;

internal static class MergeTable
{
    extension(CasesDbContext db)
    {
        public DbSet<Merge> Merges => db.Set<Merge>();
    }
}
