using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.State;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Throttling;

/// <summary>
/// Limits the rate of each operation in each world, on the clock of the world (controls.md 5). The settings and the buckets belong to
/// this process.
/// </summary>
internal sealed class Throttle(WorldClocks clocks, IOptions<EmulatorOptions> options)
{
    private const int MaxBuckets = 10_000;

    private readonly ThrottlingSetting standard = new(options.Value.Throttling, ApiOperations.Rates, null);
    private readonly ScopedSettings<ThrottlingSetting> settings = new();
    private readonly Dictionary<(string Account, string Region, string Operation), TokenBucket> buckets = [];

    /// <summary>Whether no world is throttled.</summary>
    public bool IsOff => settings.IsEmpty && standard.Mode == ThrottlingMode.Off;

    /// <exception cref="ThrottlingException">The rate of the operation is exceeded.</exception>
    public void EnsureBelowRate(string account, string region, string operation)
    {
        if (Find(account, region).LimitOf(operation) is not { } limit)
        {
            return;
        }

        var now = clocks.Now(account, region);
        lock (buckets)
        {
            if (!buckets.TryGetValue((account, region, operation), out var bucket) || bucket.Limit != limit)
            {
                MakeRoom();
                bucket = buckets[(account, region, operation)] = new(limit, now);
            }

            if (!bucket.TryTake(now))
            {
                throw new ThrottlingException(Describe(account, region, operation, bucket));
            }
        }
    }

    private ErrorText Describe(string account, string region, string operation, TokenBucket bucket)
    {
        var wait = Durations.Format(bucket.TimeToToken);
        var next = clocks.Find(account, region).FrozenTime is null
            ? (ErrorText)$"The next request is possible in {wait}."
            : $"The clock stands still: POST /_emulator/clock/advance with \"by\": \"{wait}\" makes the next request possible.";
        return (ErrorText)$"{operation} has a rate of {bucket.Limit.Rate} per second and a burst of {bucket.Limit.Burst} in account {account}, Region {region}. {next} PUT /_emulator/throttling changes the rate.";
    }

    /// <summary>Sets the throttling of a scope. All buckets inside the scope are full again.</summary>
    public ThrottlingResponse Set(SetThrottlingRequest request)
    {
        var mode = WireEnum<ThrottlingMode>.Find(request.Mode!)!.Value;
        var own = request.Operations?.ToDictionary(operation => operation.Key, operation => Complete(operation.Key, operation.Value!));
        var limits = new Dictionary<string, RateLimit>(ApiOperations.Rates);
        foreach (var (operation, limit) in own ?? [])
        {
            limits[operation] = limit;
        }

        settings.Set(request, new(mode, limits, own is { Count: > 0 } ? own : null));
        RemoveBuckets(request);
        return Get(request);
    }

    public ThrottlingResponse Get(IWorldRequest scope)
    {
        var setting = Find(scope.Account ?? "", scope.Region ?? "");
        lock (buckets)
        {
            var used = buckets.Where(bucket => scope.Includes(bucket.Key.Account, bucket.Key.Region))
                .Select(bucket => (bucket.Key, bucket.Value, Now: clocks.Now(bucket.Key.Account, bucket.Key.Region)))
                .Where(bucket => !bucket.Value.IsFull(bucket.Now))
                .OrderBy(bucket => bucket.Key)
                .Select(bucket => new UsedBucket(
                    bucket.Key.Account, bucket.Key.Region, bucket.Key.Operation, (double)bucket.Value.Count(bucket.Now)));
            return new(
                setting.Mode.ToString(),
                setting.Mode == ThrottlingMode.Off
                    ? new Dictionary<string, RateLimit>()
                    : new SortedDictionary<string, RateLimit>(setting.Limits.ToDictionary(), StringComparer.Ordinal),
                [.. used]);
        }
    }

    /// <summary>Removes the setting of a scope, so that the setting of a larger scope or the option applies.</summary>
    public ThrottlingResponse Remove(IWorldRequest scope)
    {
        settings.Remove(scope);
        RemoveBuckets(scope);
        return Get(scope);
    }

    /// <summary>Removes all settings and buckets inside a scope.</summary>
    public void Reset(IWorldRequest scope)
    {
        settings.RemoveInside(scope);
        RemoveBuckets(scope);
    }

    /// <summary>Lists the settings. The first one applies to all worlds without a setting of their own.</summary>
    public IReadOnlyList<ThrottlingSummary> List()
    {
        var all = settings.All.ToList();
        return [.. (all is [("", "", _), ..] ? all : [("", "", standard), .. all]).Select(scope => new ThrottlingSummary(
            scope.Account.Length > 0 ? scope.Account : null,
            scope.Region.Length > 0 ? scope.Region : null,
            scope.Setting.Mode.ToString(),
            scope.Setting.Overrides))];
    }

    private ThrottlingSetting Find(string account, string region) => settings.Find(account, region) ?? standard;

    private static RateLimit Complete(string operation, RateLimit given)
    {
        var documented = ApiOperations.Rates.GetValueOrDefault(operation);
        return new(given.Rate ?? documented!.Rate, given.Burst ?? documented!.Burst);
    }

    private void RemoveBuckets(IWorldRequest scope)
    {
        lock (buckets)
        {
            foreach (var key in buckets.Keys.Where(key => scope.Includes(key.Account, key.Region)).ToList())
            {
                buckets.Remove(key);
            }
        }
    }

    // A full bucket counts like no bucket. If clocks stand still, no bucket becomes full.
    private void MakeRoom()
    {
        if (buckets.Count < MaxBuckets)
        {
            return;
        }

        foreach (var (key, _) in buckets.Where(bucket => bucket.Value.IsFull(clocks.Now(bucket.Key.Account, bucket.Key.Region))).ToList())
        {
            buckets.Remove(key);
        }

        if (buckets.Count > MaxBuckets / 2)
        {
            buckets.Clear();
        }
    }
}

/// <summary>The throttling of a scope.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Limits">The rates by operation.</param>
/// <param name="Overrides">The rates that are not the documented ones, or null.</param>
internal sealed record ThrottlingSetting(
    ThrottlingMode Mode, IReadOnlyDictionary<string, RateLimit> Limits, IReadOnlyDictionary<string, RateLimit>? Overrides)
{
    /// <summary>Returns the rate of an operation, or null if the operation is not throttled.</summary>
    public RateLimit? LimitOf(string operation) => Mode == ThrottlingMode.Off ? null : Limits.GetValueOrDefault(operation);
}
