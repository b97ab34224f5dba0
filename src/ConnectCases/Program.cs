using ConnectCases;
using ConnectCases.Commands;
using ConnectCases.Hosting;
using ConnectCases.PostgreSql;
using ConnectCases.Storage;
using ConnectCases.Swagger;
using Microsoft.Extensions.Options;

var (exitCode, settings, host, child, offline) = await CommandLine.ReadAsync(args);
if (exitCode is { } code)
{
    return code;
}

ProcessOptions? process = null;
try
{
    var own = OwnSettings.Read(host.ContentRootPath ?? Directory.GetCurrentDirectory(), settings);
    if (child is not null && own[nameof(EmulatorOptions.Data)] is null && own[nameof(EmulatorOptions.Postgres)] is null)
    {
        // A server for one program leaves no file in the directory of the program.
        own[nameof(EmulatorOptions.InMemory)] = bool.TrueString;
    }

    process = ProcessOptions.Read(own);
    var addresses = ListenAddresses.Read(process.Urls);
    var certificate = ServerCertificate.Read(process, addresses);

    // An empty builder reads no settings of other applications: no files, no environment variables, no section Kestrel.
    var builder = WebApplication.CreateEmptyBuilder(host);
    builder.Configuration.Sources.Add(OwnSettings.ForEmulator(own));
    builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(addresses);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(certificate));
    builder.Services.AddConnectCases().AddConnectCasesPostgreSql();
    builder.Services.PostConfigure<EmulatorOptions>(options =>
        options.AllowedHosts = string.Join(',', [options.AllowedHosts, .. ListenAddresses.HostNames(addresses)]));
    builder.Services.AddSerilogOutput(process);
    builder.Services.AddSwagger();
    if (process.ExitWithParent)
    {
        builder.Services.AddHostedService<ParentProcess>();
    }

    await using var app = builder.Build();
    app.MapConnectCases(pages => pages.UseSwaggerPages());
    if (app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Postgres is not null)
    {
        // Each statement blocks a thread. Without this minimum, the thread pool adds threads more slowly than requests arrive.
        ThreadPool.GetMinThreads(out _, out var completionPorts);
        ThreadPool.SetMinThreads(PostgreSqlHosting.MinThreads, completionPorts);
    }

    if (offline is not null)
    {
        app.Services.GetServices<IHostedService>().OfType<StorageStartup>().Single().Open(CancellationToken.None);
        return await offline(app.Services);
    }

    // Creates the storage before the start. If the start could not create the storage, Host.StopAsync would also fail.
    _ = app.Services.GetRequiredService<IStorage>();
    using var ready = ReadyFile.Prepare(process.ReadyFile);
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

    if (child is not null)
    {
        ready?.Write(ListenAddresses.ForClients(app.Urls.First()));
        var childExitCode = await ChildProcess.RunAsync(app, child);
        await app.StopAsync();
        return childExitCode;
    }

    // Does not wait longer for an output that nobody reads.
    await Task.WhenAny(Task.Run(() => app.PrintBanner(process.LogFormat)), Task.Delay(TimeSpan.FromSeconds(1)));
    ready?.Write(ListenAddresses.ForClients(app.Urls.First()));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // The process received a stop signal during its start.
    return 0;
}
catch (Exception exception) when (StartFailure.Describe(exception, process) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return CommandLine.ErrorExitCode;
}
