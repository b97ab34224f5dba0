namespace ConnectCases.RelatedItems;

/// <summary>Has breached SLAs marked before a request sees anything (docs/adr/0007).</summary>
internal static class SettledSlas
{
    public static TBuilder WithSettledSlas<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var deadlines = factory.ApplicationServices.GetRequiredService<SlaDeadlines>();
            return async invocation =>
            {
                await deadlines.SettleAsync(invocation.HttpContext.RequestAborted);
                return await next(invocation);
            };
        });
}
