using System.Reflection;
using System.Text.Json.Serialization;
using ConnectCases.Persistence;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>What AWS does not have: everything below <c>/_emulator</c>.</summary>
internal static class EmulatorEndpoints
{
    private const string Contract = "Amazon Connect Cases 2022-10-03, as of November 2026 (47 operations)";

    public static string Version { get; } =
        typeof(EmulatorEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public static void MapEmulatorEndpoints(this IEndpointRouteBuilder app)
    {
        var emulator = app.MapGroup("/_emulator").WithTags("Emulator");

        emulator.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        emulator.MapHealthChecks("/health/ready");
        emulator.MapGet("/info", GetInfo).WithName(nameof(GetInfo));
    }

    private static EmulatorInfo GetInfo(IStorage storage, IOptions<EmulatorOptions> options) => new(
        Version, storage.Description, Contract, new(options.Value.Account, options.Value.Region));
}

/// <param name="Version">The version of the emulator.</param>
/// <param name="Storage">Where the state is kept.</param>
/// <param name="Contract">The contract that is served.</param>
/// <param name="Defaults">Who calls when the credentials do not say.</param>
internal sealed record EmulatorInfo(string Version, string Storage, string Contract, EmulatorDefaults Defaults);

internal sealed record EmulatorDefaults(string Account, string Region);

[JsonSerializable(typeof(EmulatorInfo))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
