namespace ConnectCases.Tests.Infrastructure;

/// <summary>A test of behaviour that only SQLite has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteFactAttribute : FactAttribute
{
    internal const string Reason = "The test needs SQLite. This run uses PostgreSQL.";

    public SqliteFactAttribute() => Skip = PostgresServer.IsGiven ? Reason : null;
}

/// <summary>A theory about behaviour that only SQLite has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute() => Skip = PostgresServer.IsGiven ? SqliteFactAttribute.Reason : null;
}

/// <summary>A test that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    internal const string Reason = $"The test needs PostgreSQL. {PostgresServer.Variable} is not set.";

    public PostgresFactAttribute() => Skip = PostgresServer.IsGiven ? null : Reason;
}

/// <summary>A theory that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.IsGiven ? null : PostgresFactAttribute.Reason;
}
