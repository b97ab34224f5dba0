using ConnectCases.Api.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>Creates and migrates the database, and fills new columns of old rows.</summary>
internal static class PostgresSchema
{
    /// <summary>Creates the database if it does not exist.</summary>
    public static void CreateIfMissing(PostgresCasesDbContext db)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!creator.Exists())
            {
                creator.Create();
            }
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another server created the database at the same time.
        }
    }

    /// <param name="db">The database.</param>
    /// <param name="description">Names the database in messages.</param>
    /// <exception cref="StartupException">The database does not belong to this version of the emulator.</exception>
    public static void Migrate(PostgresCasesDbContext db, string description)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = db.Database.GetAppliedMigrations().ToList();
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"{description} was written by a newer version of the emulator (migration {unknown}). "
                + "The database was not changed.");
        }

        if (applied.Count == known.Count)
        {
            return;
        }

        if (applied.Count == 0 && HasTables(db))
        {
            throw new StartupException(
                $"{description} has tables but no migrations of this emulator. The database was not changed.");
        }

        db.Database.Migrate();
    }

    /// <summary>
    /// Adds the words of the values that an earlier version wrote. An index makes the query fast if all values have words.
    /// </summary>
    public static void FillWords(PostgresCasesDbContext db)
    {
        const int BatchSize = 1_000;
        while (db.CaseValues.AsTracking().Where(value => value.Words == "").Take(BatchSize).ToList() is { Count: > 0 } values)
        {
            values.ForEach(value => value.Set(value.ToUnion()));
            db.SaveChanges();
            db.ChangeTracker.Clear();
        }
    }

    private static bool HasTables(PostgresCasesDbContext db) => db.Database
        .SqlQuery<bool>(
            $"""
            SELECT EXISTS (
                SELECT 1 FROM pg_tables
                WHERE schemaname = current_schema() AND tablename <> '__EFMigrationsHistory') AS "Value"
            """)
        .Single();
}
