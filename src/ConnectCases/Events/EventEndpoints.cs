using ConnectCases.Protocol;

namespace ConnectCases.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var events = app.MapGroup("/_emulator").WithTags("Emulator").WithValidation();

        events.MapGet("/events", ListEvents).WithName(nameof(ListEvents));
    }

    private static ListEventsResponse ListEvents(ListEventsRequest request, EventService events) => events.List(request);
}
