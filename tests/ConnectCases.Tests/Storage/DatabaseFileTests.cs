using System.Net;
using System.Runtime.Versioning;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>What happens to the files of a database while the server runs, and after it was killed.</summary>
public sealed class DatabaseFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [SqliteTheory]
    [InlineData("delete")]
    [InlineData("move")]
    [InlineData("replace")]
    public async Task Writes_fail_while_the_file_is_gone(string accident)
    {
        var (file, other) = (Path.Combine(directory, "cases.db"), Path.Combine(directory, "other.db"));
        await using var server = await ServerProcess.StartAsync(directory);
        var domain = await TestDomain.CreateAsync(server.Client);
        switch (accident)
        {
            case "delete":
                File.Delete(file);
                break;
            case "move":
                File.Move(file, other);
                break;
            default:
                File.Copy(file, other);
                File.Move(other, file, overwrite: true);
                break;
        }

        var refused = await server.Client.PostAsync("/domains", """{"name":"Lost"}""");
        refused.ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException", file, "deleted, moved or replaced");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(server)).Status);

        if (accident == "move")
        {
            File.Move(other, file);
            (await server.Client.PostAsync("/domains", """{"name":"Kept"}""")).ShouldSucceed();
            Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(server)).Status);
            (await server.Client.PostAsync(domain.Path)).ShouldSucceed();
        }
    }

    [SqliteFact]
    public async Task Only_the_owner_can_read_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var server = await ServerProcess.StartAsync(directory);
        await TestDomain.CreateAsync(server.Client);

        var files = Directory.GetFiles(directory, "cases.db*");
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, ShouldBePrivate);
    }

    [SqliteFact]
    public async Task The_next_start_in_memory_removes_what_a_killed_server_left()
    {
        await using var running = await StartInMemoryAsync();
        await using var killed = await StartInMemoryAsync();
        var left = TemporaryDirectories();
        Assert.Equal(2, left.Length);
        await killed.KillAsync();
        Assert.Equal(left, TemporaryDirectories());

        await using var next = await StartInMemoryAsync();

        var now = TemporaryDirectories();
        Assert.Equal(2, now.Length);
        Assert.Single(now.Intersect(left));
        await TestDomain.CreateAsync(running.Client);
    }

    [UnsupportedOSPlatform("windows")]
    private static void ShouldBePrivate(string file) =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

    private static Task<ApiResponse> ReadyAsync(ServerProcess server) =>
        server.Client.SendAsync(HttpMethod.Get, "/_emulator/health/ready", null);

    private string[] TemporaryDirectories() => [.. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)];

    private Task<ServerProcess> StartInMemoryAsync() =>
        ServerProcess.StartAsync(directory, readsOutput: true, ["--in-memory"], ("TMPDIR", directory), ("TMP", directory));
}
