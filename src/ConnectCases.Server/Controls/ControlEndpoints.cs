using ConnectCases.Api.Merges;
using ConnectCases.Controls.Events;
using ConnectCases.Controls.Health;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;
using ConnectCases.Protocol.Http;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

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
        var controls = app.MapGroup(EmulatorPaths.Controls).WithTags("Emulator");

        controls.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        controls.MapHealthChecks("/health/ready");
        controls.MapOperation<EmulatorInfo>("GET", "/info", GetInfo);
        controls.MapQueryOperation<ListEventsRequest, ListEventsResponse>("GET", "/events", ListEvents).RunsDueWorkFirst();
        controls.MapOperation<MergesHeld>("POST", "/merges/hold", HoldMerges);
        controls.MapOperation<MergesHeld>("POST", "/merges/release", ReleaseMerges);
    }

    private static EmulatorInfo GetInfo(HttpContext context) =>
        EmulatorInfo.Get(context.Service<IStorage>(), context.Service<IOptions<EmulatorOptions>>());

    private static async Task<MergesHeld> HoldMerges(HttpContext context)
    {
        var (held, running) = await context.Service<RunningMerges>().HoldAsync(context.RequestAborted);
        return new(held, running);
    }

    private static async Task<MergesHeld> ReleaseMerges(HttpContext context)
    {
        var (held, running) = await context.Service<RunningMerges>().ReleaseAsync(context.RequestAborted);
        return new(held, running);
    }

    private static ListEventsResponse ListEvents(HttpContext context, ListEventsRequest request) =>
        context.Service<EventJournal>().List(request);
}
