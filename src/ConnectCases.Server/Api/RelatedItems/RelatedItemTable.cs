using ConnectCases.Api.Cases;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.RelatedItems;

internal static class RelatedItemTable
{
    extension(CasesDbContext db)
    {
        public DbSet<RelatedItem> RelatedItems => db.Set<RelatedItem>();

        /// <exception cref="ResourceNotFoundException">The case has no such related item.</exception>
        public RelatedItem GetRelatedItem(Case @case, string relatedItemId) =>
            db.RelatedItems.AsNoTracking()
                .FirstOrDefault(item => item.CaseKey == @case.Key && item.RelatedItemId == relatedItemId)
            ?? throw new ResourceNotFoundException("RelatedItem", relatedItemId);
    }
}
