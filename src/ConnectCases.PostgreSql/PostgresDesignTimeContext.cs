using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ConnectCases.PostgreSql;

/// <summary>Creates the context for <c>dotnet ef --context PostgresCasesDbContext</c>. The context has no connection.</summary>
internal sealed class PostgresDesignTimeContext : IDesignTimeDbContextFactory<PostgresCasesDbContext>
{
    public PostgresCasesDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresCasesDbContext>().UseNpgsql().Options);
}
