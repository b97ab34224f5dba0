using System.Net.Sockets;
using ConnectCases;
using ConnectCases.Hosting;
using ConnectCases.PostgreSql;
using ConnectCases.Storage;
using ConnectCases.Swagger;
using Microsoft.Extensions.Options;

var (exitCode, settings) = CommandLine.Read(args);
if (exitCode is { } code)
{
    return code;
}

try
{
    // Does not watch the settings files. The watcher covers their whole folder, where each write to a database raises an event.
    var builder = WebApplication.CreateSlimBuilder(
        ["--hostBuilder:reloadConfigOnChange=false", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    builder.WebHost.UseUrls(ListenAddresses.Read(builder.Configuration));
    builder.Services.AddConnectCases().AddConnectCasesPostgreSql();
    builder.Services.AddSerilogOutput();
    builder.Services.AddSwagger();
    await using var app = builder.Build();
    app.MapConnectCases(pages => pages.UseSwaggerPages());
    if (app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Postgres is not null)
    {
        // Each statement blocks a thread. Without this minimum, the thread pool adds threads more slowly than requests arrive.
        ThreadPool.GetMinThreads(out _, out var completionPorts);
        ThreadPool.SetMinThreads(64, completionPorts);
    }

    // Creates the storage before the start. If the start could not create the storage, Host.StopAsync would also fail.
    _ = app.Services.GetRequiredService<IStorage>();
    try
    {
        await app.StartAsync();
    }
    catch
    {
        // Background services may already be running.
        await app.StopAsync();
        throw;
    }

    app.PrintBanner();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // The process received a stop signal during its start.
    return 0;
}
catch (Exception exception) when (IsStartupError(exception))
{
    await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
    return CommandLine.ErrorExitCode;
}

// The configuration binder reports an unreadable value as an InvalidOperationException.
static bool IsStartupError(Exception exception) => exception
    is StartupException or OptionsValidationException or IOException or InvalidDataException or SocketException
    or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };
