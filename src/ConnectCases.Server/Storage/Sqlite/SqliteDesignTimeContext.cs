using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ConnectCases.Storage.Sqlite;

/// <summary>Creates the context for <c>dotnet ef --context SqliteCasesDbContext</c>. The context has no connection.</summary>
internal sealed class SqliteDesignTimeContext : IDesignTimeDbContextFactory<SqliteCasesDbContext>
{
    public SqliteCasesDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite().Options);
}
