using ConnectCases;
using ConnectCases.Emulator;

var (exitCode, settings) = CommandLine.Read(args);
if (exitCode is { } code)
{
    return code;
}

var builder = WebApplication.CreateSlimBuilder(args: [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
builder.AddEmulator();
await using var app = builder.Build();
try
{
    app.MapEmulator();
    await app.PrepareStorageAsync();
    await app.StartAsync();
}
catch (Exception exception) when (exception is StartupException or IOException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return CommandLine.RefusedExitCode;
}

app.Announce();
await app.WaitForShutdownAsync();
return 0;
