using ConnectCases.Controls.Events;
using ConnectCases.Controls.Health;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ConnectCases.Controls;

/// <summary>Maps the controls, which AWS does not have. Their paths begin with <c>/_emulator</c>.</summary>
internal static class ControlEndpoints
{
    public static void AddControls(this IServiceCollection services)
    {
        services.AddScoped<EventJournal>();
        services.AddSingleton<IValidator<ListEventsRequest>, ListEventsValidator>();
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
    }

    public static void MapControls(this IEndpointRouteBuilder app)
    {
        var controls = app.MapGroup(EmulatorPaths.Controls).WithTags("Emulator").WithValidation();

        controls.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        controls.MapHealthChecks("/health/ready");
        controls.MapGet("/info", EmulatorInfo.Get).WithName("GetInfo");
        controls.MapGet("/events", ListEvents).WithName(nameof(ListEvents)).RunsDueWorkFirst();
        controls.MapPost("/merges/hold", MergeHold.HoldMerges).WithName(nameof(MergeHold.HoldMerges));
        controls.MapPost("/merges/release", MergeHold.ReleaseMerges).WithName(nameof(MergeHold.ReleaseMerges));
    }

    private static ListEventsResponse ListEvents(ListEventsRequest request, EventJournal events) => events.List(request);
}
