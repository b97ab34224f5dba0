namespace ConnectCases.Persistence;

/// <summary>Has due work done before a request sees anything (docs/adr/0007).</summary>
internal static class DueWorkFilter
{
    public static void AddDueWork<TWork>(this IServiceCollection services)
        where TWork : DueWork
    {
        services.AddSingleton<TWork>();
        services.AddSingleton<DueWork>(provider => provider.GetRequiredService<TWork>());
        services.AddHostedService(provider => provider.GetRequiredService<TWork>());
    }

    public static TBuilder WithDueWorkDone<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var all = factory.ApplicationServices.GetServices<DueWork>().ToArray();
            return async invocation =>
            {
                foreach (var work in all)
                {
                    await work.SettleAsync(invocation.HttpContext.RequestAborted);
                }

                return await next(invocation);
            };
        });
}
