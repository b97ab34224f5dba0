using ConnectCases.Persistence;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Events;

internal static class EventEndpoints
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddScoped<EventService>();
        services.AddScoped<Outbox>();
        services.AddSingleton<IValidator<ListEventsRequest>, ListEventsValidator>();
    }

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var events = app.MapGroup("/_emulator").WithTags("Emulator").WithValidation().WithDueWorkDone();

        events.MapGet("/events", ListEvents).WithName(nameof(ListEvents));
    }

    private static ListEventsResponse ListEvents(ListEventsRequest request, EventService events) => events.List(request);
}
