using System.Reflection;
using ConnectCases.Controls.Clock;
using ConnectCases.Controls.State;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Info;

/// <param name="Version">The version of the emulator.</param>
/// <param name="Storage">The storage that keeps the state.</param>
/// <param name="Contract">The contract that the emulator implements.</param>
/// <param name="Defaults">The account and Region of requests whose credentials contain no account or no Region.</param>
/// <param name="Clock">The clocks of all worlds.</param>
/// <param name="Snapshots">The snapshots of all worlds, oldest first.</param>
internal sealed record EmulatorInfo(
    string Version,
    string Storage,
    string Contract,
    EmulatorDefaults Defaults,
    ClockResponse Clock,
    IReadOnlyList<SnapshotSummary> Snapshots)
{
    private const string ServedContract = "Amazon Connect Cases 2022-10-03, as of November 2026 (47 operations)";

    public static string ServerVersion { get; } =
        typeof(EmulatorInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public static EmulatorInfo Get(
        IStorage storage, IOptions<EmulatorOptions> options, ClockControl clock, SnapshotControl snapshots) => new(
            ServerVersion,
            storage.Description,
            ServedContract,
            new(options.Value.Account, options.Value.Region),
            clock.Get(new WorldScope()),
            snapshots.List(new WorldScope()).Snapshots);
}

internal sealed record EmulatorDefaults(string Account, string Region);
