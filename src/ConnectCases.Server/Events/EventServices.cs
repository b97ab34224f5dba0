using ConnectCases.Api.Cases.History;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Events;

internal static class EventServices
{
    extension(CasesDbContext db)
    {
        /// <summary>The outgoing events in commit order.</summary>
        public DbSet<CaseEvent> Events => db.Set<CaseEvent>();
    }

    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<ICaseChangeSink, Outbox>();
}
