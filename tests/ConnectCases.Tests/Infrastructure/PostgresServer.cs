using System.Net;
using System.Net.Sockets;
using ConnectCases.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>
/// The PostgreSQL server for the tests. An environment variable contains its connection string. Without the variable, the
/// tests use SQLite. The tests copy their databases from a template, which is migrated once.
/// </summary>
internal static class PostgresServer
{
    public const string Variable = "CONNECTCASES_TEST_POSTGRES";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable);
    private static readonly string Run = $"cases_tests_{Guid.NewGuid():N}";
    private static readonly Lazy<string> Template = new(CreateTemplate);
    private static readonly Lazy<NpgsqlDataSource> Administration = new(
        () => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Given) { Database = "postgres", MaxPoolSize = 8 }));

    private static int last;

    public static bool IsGiven => !string.IsNullOrEmpty(Given);

    /// <summary>Returns the name of a database that does not exist.</summary>
    public static string NewName() => $"{Run}_{Interlocked.Increment(ref last)}";

    public static void Create(string name) => Execute($"CREATE DATABASE {name} TEMPLATE {Template.Value}");

    public static void Drop(string name) => Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>Closes all connections to a database, like a restart of the server.</summary>
    public static void Disconnect(string name) =>
        Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

    /// <summary>Pools are small, because several apps run at a time. A server accepts 100 connections by default.</summary>
    public static string ConnectionTo(string name) =>
        new NpgsqlConnectionStringBuilder(Given) { Database = name, MaxPoolSize = 24 }.ConnectionString;

    /// <summary>Connects to the server without its protocol, for a proxy.</summary>
    public static async Task<Socket> ConnectSocketAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(ConnectionTo("postgres"));
        var isPath = server.Host!.StartsWith('/');
        var socket = isPath
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(isPath
            ? new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}")
            : new DnsEndPoint(server.Host, server.Port));
        return socket;
    }

    private static string CreateTemplate()
    {
        var name = $"{Run}_template";
        using (var database = new PostgresStorage(
            new EmulatorOptions { Postgres = ConnectionTo(name) }, NullLogger<PostgresStorage>.Instance))
        {
            database.Open(CancellationToken.None);
        }

        // Closes the connections that created the schema. PostgreSQL cannot copy a database that is in use.
        NpgsqlConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(name);
        return name;
    }

    private static void Execute(string sql)
    {
        using var command = Administration.Value.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
