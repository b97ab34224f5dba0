namespace ConnectCases.Tests.Infrastructure;

/// <summary>A test of what is SQLite's alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteFactAttribute : FactAttribute
{
    internal const string Reason = "It is about SQLite, and these tests run on PostgreSQL.";

    public SqliteFactAttribute() => Skip = PostgresServer.IsGiven ? Reason : null;
}

/// <summary>As the other, for several rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute() => Skip = PostgresServer.IsGiven ? SqliteFactAttribute.Reason : null;
}

/// <summary>A test that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    internal const string Reason = $"It needs PostgreSQL: {PostgresServer.Variable} is not set.";

    public PostgresFactAttribute() => Skip = PostgresServer.IsGiven ? null : Reason;
}

/// <summary>As the other, for several rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.IsGiven ? null : PostgresFactAttribute.Reason;
}
