using ConnectCases.Domains;
using ConnectCases.Merges;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>
/// A small contact center to try things on. It is planted through the operations themselves, all of it in one unit of
/// work, with ids and times that are the same everywhere, so that examples can be pasted.
/// </summary>
internal sealed partial class DemoSeed(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    DomainSweeper sweeper,
    SlaDeadlines deadlines,
    RunningMerges merges,
    IOptions<EmulatorOptions> configured,
    ILogger<DemoSeed> logger)
{
    public const string Name = "demo";

    public static readonly string DomainId = DemoIds.Id("0d", 1);
    public static readonly string OrderNumberId = DemoIds.Id("0f", 1);
    public static readonly string OrderValueId = DemoIds.Id("0f", 2);
    public static readonly string IsVipId = DemoIds.Id("0f", 3);
    public static readonly string DeliveryDateId = DemoIds.Id("0f", 4);
    public static readonly string ProductLineId = DemoIds.Id("0f", 5);
    public static readonly string OrderPageId = DemoIds.Id("0f", 6);
    public static readonly string SupervisorId = DemoIds.Id("0f", 7);
    public static readonly string NotesId = DemoIds.Id("0f", 8);
    public static readonly string ProblemId = DemoIds.Id("0f", 9);
    public static readonly string CarrierId = DemoIds.Id("0f", 10);
    public static readonly string TrackingNumberId = DemoIds.Id("0f", 11);
    public static readonly string LayoutId = DemoIds.Id("06", 1);
    public static readonly string OldLayoutId = DemoIds.Id("06", 2);
    public static readonly string OrderNumberRuleId = DemoIds.Id("08", 1);
    public static readonly string DeliveryDateRuleId = DemoIds.Id("08", 2);
    public static readonly string ProblemRuleId = DemoIds.Id("08", 3);
    public static readonly string OldRuleId = DemoIds.Id("08", 4);
    public static readonly string TemplateId = DemoIds.Id("07", 1);
    public static readonly string OldTemplateId = DemoIds.Id("07", 2);
    public static readonly string DomainArn = $"arn:aws:cases:us-east-1:123456789012:domain/{DomainId}";

    /// <summary>The case that was merged into another.</summary>
    public const int MergedCase = 35;

    private const int Cases = 36;

    private readonly DemoClock clock = new();

    // The demo is the same whatever the quotas and switches are; only what its events look like is the user's choice.
    private readonly IOptions<EmulatorOptions> options = Options.Create(
        new EmulatorOptions { EventRelatedItemTypes = configured.Value.EventRelatedItemTypes });

    /// <exception cref="StartupException">The store has no room for the demo: a quota or a name stands against it.</exception>
    public async Task PlantAsync()
    {
        // A demo that was deleted just before the last shutdown still has its rows, and with them its ids.
        await sweeper.SweepAsync(CancellationToken.None);
        try
        {
            await writes.RunAsync(Plant, CancellationToken.None);
        }
        catch (ServiceException refusal)
        {
            throw new StartupException($"The demo cannot be planted: {refusal.Message}", refusal);
        }
    }

    public static string CaseId(int number) => DemoIds.Id("0c", number);

    public static string ReferenceId(int number) => $"DEMO{number:00000}";

    public static string ContactArn(int caseNumber) =>
        $"arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11/contact/{DemoIds.Id("0b", caseNumber)}";

    /// <summary>The contact of a case comes before its comments.</summary>
    public static string CommentId(int caseNumber, int number) => DemoIds.Id($"1{caseNumber:x2}", 1 + number);

    private bool Plant(CasesDbContext unit)
    {
        unit.Hold(DomainId);
        if (unit.Domains.FirstOrDefault(domain => domain.DomainId == DomainId) is { } planted)
        {
            if (!unit.Merges.Any(merge => merge.DomainKey == planted.Key))
            {
                Log.Outdated(logger, DomainId);
            }

            return false;
        }

        // A unit of work may run again.
        clock.Reset();
        options.Value.Contacts.Clear();
        PlantDomain(unit);
        PlantFields(unit);
        PlantLayouts(unit);
        PlantRules(unit);
        PlantTemplates(unit);
        PlantEventConfiguration(unit);
        PlantTags(unit);
        for (var number = 1; number <= Cases; number++)
        {
            PlantCase(unit, number);
        }

        PlantMerge(unit);

        return true;
    }

    private void PlantDomain(CasesDbContext unit)
    {
        new DomainService(db, writes, caller, clock, DemoIds.Of("0d"), sweeper, options)
            .Create(unit, new("Demo contact center"));
        Save(unit);
    }

    // The next operation loads what this one wrote, as it would in a unit of work of its own.
    private static void Save(CasesDbContext unit)
    {
        unit.SaveChanges();
        unit.ChangeTracker.Clear();
    }

    private static string ToValue(string name) => name.ToLower(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Ids that are UUIDs in form, and counted for each kind of thing.</summary>
    private static class DemoIds
    {
        public static string Id(string kind, int number) => $"{kind.PadRight(8, '0')}-0000-4000-8000-{number:x12}";

        public static NewId Of(string kind, int first = 1)
        {
            var next = first;
            return () => Id(kind, next++);
        }
    }

    private sealed class DemoClock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

        private DateTimeOffset now = Start;

        public override DateTimeOffset GetUtcNow() => now;

        public void Reset() => now = Start;

        public void Advance(TimeSpan time) => now += time;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The demo in this file is that of an older version. Delete domain {DomainId} and start again to have today's.")]
        public static partial void Outdated(ILogger logger, string domainId);
    }
}
