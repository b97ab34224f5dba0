using System.Text.Json;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Merges;
using ConnectCases.Controls.Clock;
using ConnectCases.Controls.Events;
using ConnectCases.Controls.Explain;
using ConnectCases.Controls.Faults;
using ConnectCases.Controls.Health;
using ConnectCases.Controls.History;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;
using ConnectCases.Controls.Profiles;
using ConnectCases.Controls.Requests;
using ConnectCases.Controls.Reset;
using ConnectCases.Controls.Seeds;
using ConnectCases.Controls.State;
using ConnectCases.Controls.Throttling;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Journal;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.State;
using ConnectCases.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls;

/// <summary>Maps the controls, which AWS does not have. Their paths begin with <c>/_emulator</c>.</summary>
internal static class ControlEndpoints
{
    private const int MaxSeedKibibytes = 4 * 1024;
    private const int MaxSearchKibibytes = 2 * 1024;
    private const int MaxFaultKibibytes = 1024;

    public static void AddControls(this IServiceCollection services)
    {
        services.AddScoped<EventJournal>();
        services.AddSingleton<RequestsControl>();
        services.AddSingleton<IValidator<ListRequestsRequest>, ListRequestsValidator>();
        services.AddSingleton<IValidator<ListFiredRequest>, ListFiredValidator>();
        services.AddSingleton<IValidator<ListEventsRequest>, ListEventsValidator>();
        services.AddSingleton<ClockControl>();
        services.AddSingleton<IValidator<ClockRequest>, ClockValidator>();
        services.AddSingleton<IValidator<SetClockRequest>, SetClockValidator>();
        services.AddSingleton<IValidator<AdvanceClockRequest>, AdvanceClockValidator>();
        services.AddSingleton<WorldReset>();
        services.AddSingleton<IValidator<ResetRequest>, ResetValidator>();
        services.AddSingleton<WorldRemoval>();
        services.AddSingleton<StateControl>();
        services.AddSingleton<SnapshotControl>();
        services.AddSingleton<IValidator<SnapshotRequest>, SnapshotValidator>();
        services.AddSingleton<IValidator<SeedRequest>, SeedValidator>();
        services.AddScoped<DomainIdList>();
        services.AddSingleton<IValidator<IdsRequest>, IdsValidator>();
        services.AddSingleton<SearchExplanation>();
        services.AddSingleton<IValidator<ExplainSearchCasesRequest>, ExplainSearchCasesValidator>();
        services.AddSingleton<ItemSearchExplanation>();
        services.AddSingleton<IValidator<ExplainSearchRelatedItemsRequest>, ExplainSearchRelatedItemsValidator>();
        services.AddSingleton<CaseTimeline>();
        services.AddSingleton<IValidator<CaseAtRequest>, CaseAtValidator>();
        services.AddSingleton<IValidator<ScopeRequest>, ScopeValidator>();
        services.AddSingleton<ProcessState>();
        services.AddSingleton<FaultRules>();
        services.AddSingleton<IValidator<FaultRule>, FaultRuleValidator>();
        services.AddSingleton<CustomerProfiles>();
        services.AddSingleton<CheckCustomerProfile>(provider => provider.GetRequiredService<CustomerProfiles>().EnsureAllowed);
        services.AddSingleton<IValidator<SetCustomerProfilesRequest>, SetCustomerProfilesValidator>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<IValidator<SetThrottlingRequest>, SetThrottlingValidator>();
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
    }

    public static void MapControls(this IEndpointRouteBuilder app)
    {
        var controls = app.MapGroup(EmulatorPaths.Controls).WithTags("Emulator");
        ((IEndpointConventionBuilder)controls).Finally(ControlRequest.RejectMisplacedScope);

        controls.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        controls.MapHealthChecks("/health/ready");
        controls.MapOperation<EmulatorInfo>("GET", "/info", GetInfo);
        controls.MapQueryOperation<ListEventsRequest, ListEventsResponse>("GET", "/events", ListEvents).RunsDueWorkFirst();
        controls.MapQueryOperation<ListRequestsRequest, ListRequestsResponse>("GET", "/requests", ListRequests);
        controls.MapQueryOperation<ListRequestsRequest, RequestStream>("GET", "/requests/stream", StreamRequests)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [RequestStream.MediaType]));
        controls.MapOperation<RequestEntry>("GET", "/requests/{requestId}", GetRequest);
        controls.MapQueryOperation<ScopeRequest, EmptyResponse>("DELETE", "/requests", DeleteRequests);
        controls.MapQueryOperation<ClockRequest, ClockResponse>("GET", "/clock", GetClock);
        controls.MapOperation<SetClockRequest, ClockResponse>("PUT", "/clock", SetClock);
        controls.MapOperation<AdvanceClockRequest, ClockResponse>("POST", "/clock/advance", AdvanceClock);
        controls.MapQueryOperation<ClockRequest, ClockResponse>("DELETE", "/clock", RemoveClock);
        controls.MapOperation<ResetRequest, ResetResponse>("POST", "/reset", Reset);
        controls.MapQueryOperation<ScopeRequest, StateDocument>("GET", "/state", ExportState).RunsDueWorkFirst()
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [StateWriter.MediaType]));
        controls.MapQueryOperation<ScopeRequest, ImportStateResponse>("PUT", "/state", ImportState)
            .WithMetadata(Document(StateWriter.MediaType), new BodyLimit(long.MaxValue));
        controls.MapQueryOperation<ScopeRequest, ListSnapshotsResponse>("GET", "/snapshots", ListSnapshots);
        controls.MapOperation<SnapshotRequest, SnapshotSummary>("PUT", "/snapshots/{name}", TakeSnapshot).RunsDueWorkFirst();
        controls.MapOperation<SnapshotRequest, ImportStateResponse>("POST", "/snapshots/{name}/restore", RestoreSnapshot);
        controls.MapQueryOperation<ScopeRequest, EmptyResponse>("DELETE", "/snapshots/{name}", DeleteSnapshot);
        controls.MapQueryOperation<SeedRequest, SeedResponse>("PUT", "/seed", ApplySeed)
            .WithMetadata(Document("application/yaml")).WithBodyLimit(MaxSeedKibibytes);
        controls.MapOperation<JsonElement>("GET", "/seed/schema", GetSeedSchema);
        controls.MapQueryOperation<IdsRequest, IdsResponse>("GET", "/ids", GetIds);
        controls.MapOperation<ExplainSearchCasesRequest, ExplainSearchCasesResponse>("POST", "/explain/search-cases", ExplainSearchCases)
            .RunsDueWorkFirst().WithBodyLimit(MaxSearchKibibytes);
        controls.MapOperation<ExplainSearchRelatedItemsRequest, ExplainSearchRelatedItemsResponse>(
            "POST", "/explain/search-related-items", ExplainSearchRelatedItems).RunsDueWorkFirst();
        controls.MapQueryOperation<CaseAtRequest, CaseAtResponse>("GET", "/cases/{domainId}/{caseId}", GetCaseAt).RunsDueWorkFirst();
        controls.MapQueryOperation<ScopeRequest, IReadOnlyList<FaultRule>>("GET", "/faults", ListFaults);
        controls.MapQueryOperation<ScopeRequest, IReadOnlyList<FaultRule>>("POST", "/faults", ReplaceFaults)
            .WithMetadata(Rules()).WithBodyLimit(MaxFaultKibibytes);
        controls.MapQueryOperation<ScopeRequest, IReadOnlyList<FaultRule>>("PATCH", "/faults", AddFaults)
            .WithMetadata(Rules()).WithBodyLimit(MaxFaultKibibytes);
        controls.MapQueryOperation<ScopeRequest, EmptyResponse>("DELETE", "/faults", DeleteFaults);
        controls.MapQueryOperation<ScopeRequest, EmptyResponse>("DELETE", "/faults/{id}", DeleteFault);
        controls.MapQueryOperation<ListFiredRequest, ListRequestsResponse>("GET", "/faults/fired", ListFired);
        controls.MapQueryOperation<ScopeRequest, ThrottlingResponse>("GET", "/throttling", GetThrottling);
        controls.MapOperation<SetThrottlingRequest, ThrottlingResponse>("PUT", "/throttling", SetThrottling);
        controls.MapQueryOperation<ScopeRequest, ThrottlingResponse>("DELETE", "/throttling", RemoveThrottling);
        controls.MapQueryOperation<ScopeRequest, CustomerProfilesResponse>("GET", "/customer-profiles", GetCustomerProfiles);
        controls.MapOperation<SetCustomerProfilesRequest, CustomerProfilesResponse>("PUT", "/customer-profiles", SetCustomerProfiles);
        controls.MapQueryOperation<ScopeRequest, CustomerProfilesResponse>("DELETE", "/customer-profiles", RemoveCustomerProfiles);
        controls.MapOperation<MergesHeld>("POST", "/merges/hold", HoldMerges);
        controls.MapOperation<MergesHeld>("POST", "/merges/release", ReleaseMerges);
    }

    // Routing sees every body as JSON.
    private static AcceptsMetadata Document(string mediaType) => new([mediaType, "application/json"], typeof(JsonElement));

    private static AcceptsMetadata Rules() => new(["application/json"], typeof(IReadOnlyList<FaultRule>));

    private static EmulatorInfo GetInfo(HttpContext context) =>
        EmulatorInfo.Get(
            context.Service<IStorage>(),
            context.Service<CasesDbContext>(),
            context.Service<IOptions<EmulatorOptions>>(),
            context.Service<ClockControl>(),
            context.Service<SnapshotControl>(),
            context.Service<RequestJournal>(),
            context.Service<ProcessState>());

    private static ListRequestsResponse ListRequests(HttpContext context, ListRequestsRequest request) =>
        context.Service<RequestsControl>().List(request);

    private static RequestStream StreamRequests(HttpContext context, ListRequestsRequest request) =>
        new(context.Service<RequestJournal>(), context.Service<IHostApplicationLifetime>(), request);

    private static ListRequestsResponse ListFired(HttpContext context, ListFiredRequest request) =>
        context.Service<RequestsControl>().ListFired(request);

    private static RequestEntry GetRequest(HttpContext context) => context.Service<RequestsControl>().Get(context.Label("requestId"));

    private static EmptyResponse DeleteRequests(HttpContext context, ScopeRequest request)
    {
        context.Service<RequestsControl>().Remove(request.Account, request.Region);
        return EmptyResponse.Instance;
    }

    private static ClockResponse GetClock(HttpContext context, ClockRequest request) =>
        context.Service<ClockControl>().Get(request);

    private static Task<ClockResponse> SetClock(HttpContext context, SetClockRequest request) =>
        context.Service<ClockControl>().SetAsync(request, context.RequestAborted);

    private static Task<ClockResponse> AdvanceClock(HttpContext context, AdvanceClockRequest request) =>
        context.Service<ClockControl>().AdvanceAsync(request, context.RequestAborted);

    private static Task<ClockResponse> RemoveClock(HttpContext context, ClockRequest request) =>
        context.Service<ClockControl>().RemoveAsync(request, context.RequestAborted);

    private static Task<ResetResponse> Reset(HttpContext context, ResetRequest request) =>
        context.Service<WorldReset>().ResetAsync(request, context.RequestAborted);

    private static StateDocument ExportState(HttpContext context, ScopeRequest request) =>
        new(context.Service<StateControl>(), request);

    private static Task<ImportStateResponse> ImportState(HttpContext context, ScopeRequest request) =>
        context.Service<StateControl>().ReceiveAsync(request, context.Request.Body, context.RequestAborted);

    private static ListSnapshotsResponse ListSnapshots(HttpContext context, ScopeRequest request) =>
        context.Service<SnapshotControl>().List(request);

    private static Task<SnapshotSummary> TakeSnapshot(HttpContext context, SnapshotRequest request) =>
        context.Service<SnapshotControl>().TakeAsync(context.Label("name"), request, context.RequestAborted);

    private static Task<ImportStateResponse> RestoreSnapshot(HttpContext context, SnapshotRequest request) =>
        context.Service<SnapshotControl>().RestoreAsync(context.Label("name"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteSnapshot(HttpContext context, ScopeRequest request) =>
        context.Service<SnapshotControl>().DeleteAsync(context.Label("name"), request, context.RequestAborted);

    private static async Task<SeedResponse> ApplySeed(HttpContext context, SeedRequest request) =>
        await context.Service<ApplySeed>()(await RequestBody.ReadBytesAsync(context), request, context.RequestAborted);

    private static JsonElement GetSeedSchema(HttpContext context)
    {
        using var schema = typeof(ControlEndpoints).Assembly.GetManifestResourceStream("seed.schema.json")!;
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.Clone();
    }

    private static IdsResponse GetIds(HttpContext context, IdsRequest request) => context.Service<DomainIdList>().Get(request);

    private static ExplainSearchCasesResponse ExplainSearchCases(HttpContext context, ExplainSearchCasesRequest request) =>
        context.Service<SearchExplanation>().Explain(request, context.RequestAborted);

    private static ExplainSearchRelatedItemsResponse ExplainSearchRelatedItems(
        HttpContext context, ExplainSearchRelatedItemsRequest request) => context.Service<ItemSearchExplanation>().Explain(request);

    private static CaseAtResponse GetCaseAt(HttpContext context, CaseAtRequest request) =>
        context.Service<CaseTimeline>().Get(context.Label("domainId"), context.Label("caseId"), request);

    private static IReadOnlyList<FaultRule> ListFaults(HttpContext context, ScopeRequest request) =>
        context.Service<FaultRules>().List(request);

    private static async Task<IReadOnlyList<FaultRule>> ReplaceFaults(HttpContext context, ScopeRequest request) =>
        context.Service<FaultRules>().Replace(request, FaultFile.Parse(await RequestBody.ReadBytesAsync(context)));

    private static async Task<IReadOnlyList<FaultRule>> AddFaults(HttpContext context, ScopeRequest request) =>
        context.Service<FaultRules>().Append(request, FaultFile.Parse(await RequestBody.ReadBytesAsync(context)));

    private static EmptyResponse DeleteFaults(HttpContext context, ScopeRequest request)
    {
        context.Service<FaultRules>().RemoveInside(request);
        return EmptyResponse.Instance;
    }

    private static EmptyResponse DeleteFault(HttpContext context, ScopeRequest request)
    {
        context.Service<FaultRules>().Remove(request, context.Label("id"));
        return EmptyResponse.Instance;
    }

    private static CustomerProfilesResponse GetCustomerProfiles(HttpContext context, ScopeRequest request) =>
        context.Service<CustomerProfiles>().Get(request);

    private static CustomerProfilesResponse SetCustomerProfiles(HttpContext context, SetCustomerProfilesRequest request) =>
        context.Service<CustomerProfiles>().Set(request);

    private static CustomerProfilesResponse RemoveCustomerProfiles(HttpContext context, ScopeRequest request) =>
        context.Service<CustomerProfiles>().Remove(request);

    private static ThrottlingResponse GetThrottling(HttpContext context, ScopeRequest request) =>
        context.Service<Throttle>().Get(request);

    private static ThrottlingResponse SetThrottling(HttpContext context, SetThrottlingRequest request) =>
        context.Service<Throttle>().Set(request);

    private static ThrottlingResponse RemoveThrottling(HttpContext context, ScopeRequest request) =>
        context.Service<Throttle>().Remove(request);

    private static async Task<MergesHeld> HoldMerges(HttpContext context)
    {
        var merges = context.Service<RunningMerges>();
        await merges.HoldAsync(context.RequestAborted);
        return new(merges.IsHeld, await merges.CountAsync(context.RequestAborted));
    }

    private static async Task<MergesHeld> ReleaseMerges(HttpContext context)
    {
        var merges = context.Service<RunningMerges>();
        await merges.ReleaseAsync(context.RequestAborted);
        await context.Service<DueWork>().RunDueAsync(context.RequestAborted);
        return new(merges.IsHeld, await merges.CountAsync(context.RequestAborted));
    }

    private static ListEventsResponse ListEvents(HttpContext context, ListEventsRequest request) =>
        context.Service<EventJournal>().List(request);
}
