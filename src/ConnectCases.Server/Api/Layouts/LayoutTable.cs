using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Layouts;

internal static class LayoutTable
{
    extension(CasesDbContext db)
    {
        public DbSet<Layout> Layouts => db.Set<Layout>();

        /// <summary>Returns a layout, also a deleted one.</summary>
        /// <exception cref="ResourceNotFoundException">The layout does not exist.</exception>
        public Layout GetLayout(Domain domain, string layoutId) =>
            db.Layouts.AsNoTracking()
                .FirstOrDefault(layout => layout.DomainKey == domain.Key && layout.LayoutId == layoutId)
            ?? throw new ResourceNotFoundException("Layout", layoutId);
    }
}
