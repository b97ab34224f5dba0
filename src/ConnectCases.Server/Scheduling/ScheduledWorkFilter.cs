using ConnectCases.Protocol.Http;
using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>Waits for the storage and runs due work before the handler of an operation (docs/adr/0007).</summary>
internal sealed class ScheduledWorkFilter(DueWork work, IStorage storage)
{
    public async Task RunAsync(HttpContext context, Func<Task> handle)
    {
        using var admission = await storage.AdmitAsync(context.RequestAborted);
        try
        {
            await work.RunDueAsync(context.RequestAborted);
            await handle();
        }
        catch (Exception failure) when (storage.FindOutage(failure) is { } outage)
        {
            throw outage;
        }
    }
}

internal static class SchedulingServices
{
    /// <summary>Adds the clocks and the runner of scheduled work. The services need a <see cref="TimeProvider"/> with real time.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<WorldClocks>()
        .AddScoped<Clock>()
        .AddSingleton<DueTimes>()
        .AddSingleton<DueWork>();

    public static void AddScheduledWork<TWork>(this IServiceCollection services)
        where TWork : ScheduledWork
    {
        services.AddSingleton<TWork>();
        services.AddSingleton<ScheduledWork>(provider => provider.GetRequiredService<TWork>());
    }

    public static TBuilder RunsDueWorkFirst<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
            endpoint.Metadata.Add((OperationFilter)endpoint.ApplicationServices.GetRequiredService<ScheduledWorkFilter>().RunAsync));
        return builder;
    }
}
