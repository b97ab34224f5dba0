using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>Waits for the storage and runs due work before a request (docs/adr/0007).</summary>
internal static class ScheduledWorkFilter
{
    public static void AddScheduledWork<TWork>(this IServiceCollection services)
        where TWork : ScheduledWork
    {
        services.AddSingleton<TWork>();
        services.AddSingleton<ScheduledWork>(provider => provider.GetRequiredService<TWork>());
        services.AddHostedService(provider => provider.GetRequiredService<TWork>());
    }

    public static TBuilder RunsDueWorkFirst<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var all = factory.ApplicationServices.GetServices<ScheduledWork>().ToArray();
            var storage = factory.ApplicationServices.GetRequiredService<IStorage>();
            return async invocation =>
            {
                using var admission = await storage.AdmitAsync(invocation.HttpContext.RequestAborted);
                try
                {
                    foreach (var work in all)
                    {
                        await work.RunDueAsync(invocation.HttpContext.RequestAborted);
                    }

                    return await next(invocation);
                }
                catch (Exception failure) when (storage.FindOutage(failure) is { } outage)
                {
                    throw outage;
                }
            };
        });
}
