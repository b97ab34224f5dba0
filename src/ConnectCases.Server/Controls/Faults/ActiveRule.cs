using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;

namespace ConnectCases.Controls.Faults;

/// <summary>A rule with its counters. The owner calls the methods under a lock.</summary>
/// <param name="rule">The rule, with an id and a seed.</param>
/// <param name="created">Returns the time at which the rule was added, on the clock of a world.</param>
internal sealed class ActiveRule(FaultRule rule, Func<string, string, DateTimeOffset> created)
{
    private readonly TimeSpan? ttl = rule.Ttl is { } text && Durations.TryParse(text, out var duration) ? duration : null;
    private readonly SeededNumbers numbers = new(rule.Seed!.Value);
    private int matched;
    private int fired;

    public FaultRule Rule => rule;

    /// <summary>Determines whether the time of the rule is over, on the clock of a world.</summary>
    public bool IsExpired(string account, string region, WorldClocks clocks) =>
        ttl is not null && clocks.Now(account, region) - created(account, region) >= ttl;

    /// <summary>Whether the rule has fired as often as it can.</summary>
    public bool IsUsedUp => fired >= rule.Times;

    public bool Matches(string account, string region, string operation) =>
        (rule.Operation is null or "*" || rule.Operation == operation)
        && (rule.Account is null || rule.Account == account)
        && (rule.Region is null || rule.Region == region);

    /// <summary>Decides about a matching request. Returns the fault, or null if the request passes.</summary>
    public InjectedFault? Decide()
    {
        var index = matched++ - (rule.After ?? 0);
        if (index < 0 || (rule.Sequence is { } sequence && index % (sequence.Fail + sequence.Pass) >= sequence.Fail)
            || numbers.Next() >= (rule.Probability ?? 1))
        {
            return null;
        }

        fired++;
        return new(this, NextLatency());
    }

    /// <summary>Counts a fault as not injected.</summary>
    public void Withdraw() => fired--;

    public FaultRule WithCounters() => rule with { Matched = matched, Fired = fired };

    private TimeSpan? NextLatency() => rule.Latency is { } latency
        && Durations.TryParse(latency.Min!, out var min) && Durations.TryParse(latency.Max!, out var max)
        ? min + ((max - min) * (min == max ? 0 : numbers.Next()))
        : null;
}
