using SQLitePCL;

namespace ConnectCases.Benchmarks.Storage;

/// <summary>A SQLite connection without the layers of Microsoft.Data.Sqlite and EF Core, which cost time.</summary>
internal sealed class RawDatabase : IDisposable
{
    // The same settings as in the connections of the emulator.
    private const string Pragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -32768;
        PRAGMA mmap_size = 268435456;
        PRAGMA temp_store = MEMORY;
        """;

    private readonly sqlite3 handle;

    static RawDatabase() => Batteries_V2.Init();

    public RawDatabase(string path) => Check(raw.sqlite3_open_v2(
        path, out handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));

    /// <summary>Opens a file with the settings of the emulator.</summary>
    public static RawDatabase Open(string path)
    {
        var database = new RawDatabase(path);
        database.Execute(Pragmas);
        return database;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    public Statement Prepare(string sql) => new(this, handle, sql);

    public IReadOnlyList<T> Query<T>(string sql, Func<Statement, T> read)
    {
        using var statement = Prepare(sql);
        var rows = new List<T>();
        while (statement.Step())
        {
            rows.Add(read(statement));
        }

        return rows;
    }

    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new IOException(raw.sqlite3_errmsg(handle).utf8_to_string());
        }
    }

    public void Dispose() => handle.Dispose();
}

/// <summary>A prepared statement. Parameter numbers start at one, column numbers at zero.</summary>
internal sealed class Statement : IDisposable
{
    private readonly RawDatabase database;
    private readonly sqlite3_stmt handle;

    public Statement(RawDatabase database, sqlite3 connection, string sql)
    {
        this.database = database;
        database.Check(raw.sqlite3_prepare_v2(connection, sql, out handle));
    }

    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, double? value)
    {
        database.Check(value is { } number
            ? raw.sqlite3_bind_double(handle, parameter, number)
            : raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        database.Check(value is null
            ? raw.sqlite3_bind_null(handle, parameter)
            : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    /// <summary>Moves to the next row. Returns false after the last row.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        database.Check(result);
        return result == raw.SQLITE_ROW;
    }

    public void Reset() => database.Check(raw.sqlite3_reset(handle));

    /// <summary>Runs a statement without result rows and resets it, so that parameters can be bound again.</summary>
    public void Execute()
    {
        Step();
        Reset();
    }

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Returns the bytes of a text. They are valid until the next call of Step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
