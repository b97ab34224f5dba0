using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Controls.Clock;

/// <summary>Reads and changes the clocks of worlds (controls.md 4). Work that becomes due is done before the response.</summary>
internal sealed class ClockControl(DueWork dueWork, WorldClocks clocks, TimeProvider real)
{
    public ClockResponse Get(IWorldRequest world)
    {
        var now = real.GetUtcNow();
        var clock = clocks.Find(world.Account ?? "", world.Region ?? "");
        var own = clocks.All.Where(clock => clock.Account.Length > 0 && (world.Account ?? clock.Account) == clock.Account)
            .OrderBy(clock => clock.Account, StringComparer.Ordinal).ThenBy(clock => clock.Region, StringComparer.Ordinal)
            .Select(clock => new WorldTime(
                clock.Account, clock.Region.Length > 0 ? clock.Region : null, clock.Now(now), clock.FrozenTime is not null, OffsetOf(clock)));
        return new(clock.Now(now), clock.FrozenTime is not null, OffsetOf(clock), [.. own]);
    }

    /// <exception cref="ValidationException">The time is outside of the years that a clock can have.</exception>
    public Task<ClockResponse> SetAsync(SetClockRequest request, CancellationToken cancellationToken) => ChangeAsync(
        request,
        clock =>
        {
            if (request.FrozenTime is { } text && Instants.TryParse(text, out var time))
            {
                Freeze(clock, time);
            }
            else if (Durations.TryParse(request.Offset!, out var offset))
            {
                Move(clock, offset.Ticks);
            }
        },
        cancellationToken);

    /// <exception cref="ValidationException">The time is outside of the years that a clock can have.</exception>
    public Task<ClockResponse> AdvanceAsync(AdvanceClockRequest request, CancellationToken cancellationToken) => ChangeAsync(
        request,
        clock =>
        {
            var now = clock.Now(real.GetUtcNow());
            var target = request.To is { } text && Instants.TryParse(text, out var time)
                ? time
                : Durations.TryParse(request.By!, out var by) ? Add(now, by) : now;
            if (clock.FrozenTime is null)
            {
                Move(clock, clock.Offset + (target - now).Ticks);
            }
            else
            {
                Freeze(clock, target);
            }
        },
        cancellationToken);

    /// <summary>Removes a clock. Its worlds return to real time, or to the clock of the account or of all worlds.</summary>
    public async Task<ClockResponse> RemoveAsync(ClockRequest request, CancellationToken cancellationToken)
    {
        var (account, region) = (request.Account ?? "", request.Region ?? "");
        var done = await dueWork.RunAfterAsync(
            unit =>
            {
                unit.LockExclusive("clocks");
                unit.Clocks.Where(clock => clock.Account == account && clock.Region == region).ExecuteDelete();
            },
            request.Account,
            cancellationToken);
        return Respond(request, done);
    }

    private async Task<ClockResponse> ChangeAsync(IWorldRequest world, Action<WorldClock> change, CancellationToken cancellationToken)
    {
        var done = await dueWork.RunAfterAsync(unit => change(FindOrAdd(unit, world)), world.Account, cancellationToken);
        return Respond(world, done);
    }

    // A new clock of a world continues the clock that the world had before.
    private static WorldClock FindOrAdd(CasesDbContext unit, IWorldRequest world)
    {
        unit.LockExclusive("clocks");
        var (account, region) = (world.Account ?? "", world.Region ?? "");
        var stored = unit.Clocks.AsTracking().ToDictionary(clock => (clock.Account, clock.Region));
        if (stored.TryGetValue((account, region), out var own))
        {
            return own;
        }

        var present = stored.GetValueOrDefault((account, "")) ?? stored.GetValueOrDefault(("", "")) ?? WorldClock.Real;
        return unit.Add(new WorldClock
        {
            Account = account,
            Region = region,
            FrozenTime = present.FrozenTime,
            Offset = present.Offset,
        }).Entity;
    }

    private ClockResponse Respond(IWorldRequest world, IReadOnlyList<DoneWork> done) => Get(world) with
    {
        Done =
        [
            .. done.Where(item => (world.Account ?? item.Account) == item.Account && (world.Region ?? item.Region) == item.Region)
                .OrderBy(item => item.At)
                .Select(item => new DoneItem(
                    item.At, item.What.ToString(), item.Account, item.Region, item.DomainId, item.CaseId, item.RelatedItemId)),
        ],
    };

    private static string? OffsetOf(WorldClock clock) =>
        clock.FrozenTime is null && clock.Offset != 0 ? Durations.Format(TimeSpan.FromTicks(clock.Offset)) : null;

    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan by) =>
        new(Math.Clamp(time.UtcTicks + by.Ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private static void Freeze(WorldClock clock, DateTimeOffset time)
    {
        EnsurePossible(time);
        clock.FrozenTime = time;
        clock.Offset = 0;
    }

    // The precision of the API is a millisecond.
    private void Move(WorldClock clock, long offset)
    {
        EnsurePossible(Add(real.GetUtcNow(), TimeSpan.FromTicks(offset)));
        clock.FrozenTime = null;
        clock.Offset = offset - (offset % TimeSpan.TicksPerMillisecond);
    }

    private static void EnsurePossible(DateTimeOffset time)
    {
        if (time < WorldClock.Earliest || time > WorldClock.Latest)
        {
            throw new ValidationException(
                Refusal.ClockRange,
                $"The clock would show {TimestampConverter.Format8601(time)}. {WorldClock.Range}",
                hint: $"Choose a time in this range. DELETE /_emulator/clock returns to real time.");
        }
    }
}
