using Microsoft.Data.Sqlite;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Writes the index of character sequences (<c>CaseTexts</c>) and the index of words (<c>CaseWords</c>). A write of a value only adds
/// its row to <c>StaleTexts</c>, in the same transaction. Searches read these rows directly. The writer thread indexes them when no
/// unit of work waits (docs/adr/0019).
/// </summary>
internal sealed class TextIndexer(SqliteConnection connection)
{
    /// <summary>The number of stale rows that a search can read directly in 5 ms.</summary>
    public const int MaxStale = 20_000;

    private const int BatchSize = 200;

    // The triggers of CaseValues mark the rows that meet one of the next two conditions. Ids and times are one whole word. The index of values finds them, so the index of words leaves them out.
    private const string HasWords = """(v."SortText" IS NULL OR v."Words" <> ' =' || v."Folded" || ' ')""";

    // Only the operator "contains" uses the index of character sequences. The case id supports other operators.
    private const string HasText =
        """
        v."FieldId" <> 'case_id' AND (
            SELECT f."Type" FROM "Fields" AS f WHERE f."DomainKey" = v."DomainKey" AND f."FieldId" = v."FieldId") IN ('Text', 'Url')
        """;

    private readonly SqliteCommand last = Command(
        connection, $"""SELECT max("ValueRow") FROM (SELECT "ValueRow" FROM "StaleTexts" ORDER BY "ValueRow" LIMIT {BatchSize})""");

    // Deleting a row that an index does not contain costs little.
    private readonly SqliteCommand update = Command(
        connection,
        $"""
        DELETE FROM "CaseTexts" WHERE rowid IN (SELECT "ValueRow" FROM "StaleTexts" WHERE "ValueRow" <= $last);
        INSERT INTO "CaseTexts" (rowid, "Folded") SELECT v.rowid, v."Folded" FROM "StaleTexts" AS s
        CROSS JOIN "CaseValues" AS v ON v.rowid = s."ValueRow" WHERE s."ValueRow" <= $last AND {HasText};
        DELETE FROM "CaseWords" WHERE rowid IN (SELECT "ValueRow" FROM "StaleTexts" WHERE "ValueRow" <= $last);
        INSERT INTO "CaseWords" (rowid, "Words") SELECT v.rowid, v."Words" FROM "StaleTexts" AS s
        CROSS JOIN "CaseValues" AS v ON v.rowid = s."ValueRow" WHERE s."ValueRow" <= $last AND {HasWords};
        DELETE FROM "StaleTexts" WHERE "ValueRow" <= $last;
        """);

    private readonly SqliteCommand count = Command(connection, "SELECT count(*) FROM \"StaleTexts\"");

    public SqliteConnection Connection => connection;

    /// <summary>Indexes all values again. VACUUM has changed their rows, or a migration has changed the indexes.</summary>
    public static void Rebuild(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = Command(
            connection,
            $"""
            INSERT INTO "CaseTexts" ("CaseTexts") VALUES ('delete-all');
            INSERT INTO "CaseTexts" (rowid, "Folded") SELECT v.rowid, v."Folded" FROM "CaseValues" AS v WHERE {HasText};
            INSERT INTO "CaseWords" ("CaseWords") VALUES ('delete-all');
            INSERT INTO "CaseWords" (rowid, "Words") SELECT v.rowid, v."Words" FROM "CaseValues" AS v WHERE {HasWords};
            DELETE FROM "StaleTexts";
            """);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    /// <summary>Returns true if searches read too many stale rows. Counting 20,000 rows takes 0.02 ms.</summary>
    public bool IsBehind(SqliteTransaction? transaction = null)
    {
        count.Transaction = transaction;
        return (long)count.ExecuteScalar()! > MaxStale;
    }

    /// <summary>Indexes some of the stale rows in one transaction. Returns false if there are none.</summary>
    public bool IndexBatch()
    {
        if (last.ExecuteScalar() is not long row)
        {
            return false;
        }

        using var transaction = connection.BeginTransaction();
        IndexUpTo(row, transaction);
        transaction.Commit();
        return true;
    }

    /// <summary>Indexes all stale rows in the transaction of a unit of work.</summary>
    public void IndexAll(SqliteTransaction transaction) => IndexUpTo(long.MaxValue, transaction);

    private void IndexUpTo(long row, SqliteTransaction transaction)
    {
        update.Parameters.Clear();
        update.Parameters.AddWithValue("$last", row);
        update.Transaction = transaction;
        update.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are parts of the program.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
