using ConnectCases.Protocol.Http;
using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>Waits for the storage and runs due work before the handler of an operation (docs/adr/0007).</summary>
internal sealed class ScheduledWorkFilter(IServiceProvider services)
{
    private readonly ScheduledWork[] all = [.. services.GetServices<ScheduledWork>()];
    private readonly IStorage storage = services.GetRequiredService<IStorage>();

    public async Task RunAsync(HttpContext context, Func<Task> handle)
    {
        using var admission = await storage.AdmitAsync(context.RequestAborted);
        try
        {
            foreach (var work in all)
            {
                await work.RunDueAsync(context.RequestAborted);
            }

            await handle();
        }
        catch (Exception failure) when (storage.FindOutage(failure) is { } outage)
        {
            throw outage;
        }
    }
}

internal static class ScheduledWorkExtensions
{
    public static void AddScheduledWork<TWork>(this IServiceCollection services)
        where TWork : ScheduledWork
    {
        services.AddSingleton<TWork>();
        services.AddSingleton<ScheduledWork>(provider => provider.GetRequiredService<TWork>());
        services.AddHostedService(provider => provider.GetRequiredService<TWork>());
    }

    public static TBuilder RunsDueWorkFirst<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
            endpoint.Metadata.Add((OperationFilter)endpoint.ApplicationServices.GetRequiredService<ScheduledWorkFilter>().RunAsync));
        return builder;
    }
}
