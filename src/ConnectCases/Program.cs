using System.Net.Sockets;
using ConnectCases;
using ConnectCases.Emulator;

var (exitCode, settings) = CommandLine.Read(args);
if (exitCode is { } code)
{
    return code;
}

try
{
    // Settings are read once. To watch their files would be to watch their folder, in which the database is written.
    var builder = WebApplication.CreateSlimBuilder(
        ["--hostBuilder:reloadConfigOnChange=false", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    builder.AddEmulator();
    await using var app = builder.Build();
    app.MapEmulator();
    await app.PrepareStorageAsync();
    try
    {
        await app.StartAsync();
    }
    catch
    {
        // What runs in the background has begun already.
        await app.StopAsync();
        throw;
    }

    app.Announce();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // Told to stop while it still started.
    return 0;
}
catch (Exception exception) when (exception is StartupException or IOException or InvalidDataException or SocketException)
{
    await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
    return CommandLine.RefusedExitCode;
}
