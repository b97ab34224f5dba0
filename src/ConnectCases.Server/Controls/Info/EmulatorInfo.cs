using System.Reflection;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Controls.Clock;
using ConnectCases.Controls.Faults;
using ConnectCases.Controls.Profiles;
using ConnectCases.Controls.State;
using ConnectCases.Controls.Throttling;
using ConnectCases.Events;
using ConnectCases.Protocol.Journal;
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
/// <param name="Counts">The numbers of live resources, events and requests.</param>
/// <param name="Faults">The active fault rules.</param>
/// <param name="Throttling">The throttling by scope. The first entry applies to all worlds without an entry.</param>
/// <param name="CustomerProfiles">The customer profiles by scope. The first entry applies to all worlds without an entry.</param>
/// <param name="PerProcess">The states that belong to this process alone. Servers that share a database have their own.</param>
internal sealed record EmulatorInfo(
    string Version,
    string Storage,
    string Contract,
    EmulatorDefaults Defaults,
    ClockResponse Clock,
    IReadOnlyList<SnapshotSummary> Snapshots,
    EmulatorCounts Counts,
    IReadOnlyList<FaultRule> Faults,
    IReadOnlyList<ThrottlingSummary> Throttling,
    IReadOnlyList<CustomerProfilesSummary> CustomerProfiles,
    IReadOnlyList<string> PerProcess)
{
    private static readonly string[] StatesOfTheProcess = ["faults", "throttling", "customerProfiles", "requests"];

    private const string ServedContract = "Amazon Connect Cases 2022-10-03, as of November 2026 (47 operations)";

    public static string ServerVersion { get; } =
        typeof(EmulatorInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public static EmulatorInfo Get(
        IStorage storage,
        CasesDbContext db,
        IOptions<EmulatorOptions> options,
        ClockControl clock,
        SnapshotControl snapshots,
        RequestJournal requests,
        ProcessState state) => new(
            ServerVersion,
            storage.Description,
            ServedContract,
            new(options.Value.Account, options.Value.Region),
            clock.Get(new WorldScope()),
            snapshots.List(new WorldScope()).Snapshots,
            EmulatorCounts.Get(db, requests),
            state.Faults,
            state.Throttling,
            state.CustomerProfiles,
            StatesOfTheProcess);
}

/// <param name="Domains">The number of domains that are not deleted, in all worlds.</param>
/// <param name="Cases">The number of their cases.</param>
/// <param name="Events">The number of events that <c>/_emulator/events</c> has.</param>
/// <param name="Requests">The number of requests in the journal of this process.</param>
/// <param name="RequestBytes">The approximate memory of these requests in bytes.</param>
/// <param name="RequestsReceived">The number of requests of the API since the start of this process.</param>
internal sealed record EmulatorCounts(int Domains, int Cases, int Events, int Requests, long RequestBytes, long RequestsReceived)
{
    public static EmulatorCounts Get(CasesDbContext db, RequestJournal journal)
    {
        // The index of cases begins with the domain. A comparison with each domain would take longer.
        var domains = db.Domains.Where(domain => domain.DeletedTime == null).Select(domain => domain.Key).ToArray();
        var (requests, bytes, received) = journal.Measure();
        return new(
            domains.Length,
            db.Cases.Count(@case => domains.Contains(@case.DomainKey)),
            db.Events.Count(),
            requests,
            bytes,
            received);
    }
}

internal sealed record EmulatorDefaults(string Account, string Region);
