using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ConnectCases.Storage.Sqlite;

/// <summary>The context that <c>dotnet ef --context SqliteCasesDbContext</c> makes migrations of; it connects to nothing.</summary>
internal sealed class SqliteDesignTimeContext : IDesignTimeDbContextFactory<SqliteCasesDbContext>
{
    public SqliteCasesDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite().Options);
}
