using System.Security.Cryptography;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.State;
using FluentValidation;
using ValidationException = ConnectCases.Protocol.Errors.ValidationException;

namespace ConnectCases.Controls.Faults;

/// <summary>The active fault rules of this process, in order (controls.md 5).</summary>
internal sealed class FaultRules(WorldClocks clocks, IValidator<FaultRule> validator)
{
    private const int MaxRules = 1_000;

    private readonly Lock changing = new();

    // A change replaces the array. The lock protects the counters of the rules.
    private volatile ActiveRule[] active = [];

    public bool IsEmpty => active.Length == 0;

    /// <summary>Lists the rules inside a scope.</summary>
    public IReadOnlyList<FaultRule> List(IWorldRequest scope)
    {
        lock (changing)
        {
            RemoveExpired();
            return [.. active.Where(rule => IsInside(scope, rule)).Select(rule => rule.WithCounters())];
        }
    }

    /// <summary>Replaces the rules inside a scope.</summary>
    /// <exception cref="ValidationException">A rule is not possible. No rule changes.</exception>
    public IReadOnlyList<FaultRule> Replace(IWorldRequest scope, IReadOnlyList<FaultRule?> rules) => Add(scope, rules, keep: false);

    /// <summary>Adds rules after the other rules.</summary>
    /// <exception cref="ValidationException">A rule is not possible. No rule changes.</exception>
    public IReadOnlyList<FaultRule> Append(IWorldRequest scope, IReadOnlyList<FaultRule?> rules) => Add(scope, rules, keep: true);

    /// <summary>Removes the rules inside a scope.</summary>
    public void RemoveInside(IWorldRequest scope)
    {
        lock (changing)
        {
            active = Array.FindAll(active, rule => !IsInside(scope, rule));
        }
    }

    /// <summary>Removes a rule.</summary>
    /// <exception cref="ResourceNotFoundException">The scope has no rule with this id.</exception>
    public void Remove(IWorldRequest scope, string id)
    {
        lock (changing)
        {
            RemoveExpired();
            var inside = Array.FindAll(active, rule => rule.Rule.Id == id && IsInside(scope, rule));
            var exact = Array.FindAll(inside, rule => rule.Rule.Account == scope.Account && rule.Rule.Region == scope.Region);
            active = (exact.Length > 0 ? exact : inside) switch
            {
                [] => throw new ResourceNotFoundException("FaultRule", id, hint: $"GET /_emulator/faults lists the rules of a scope."),
                [var found] => Array.FindAll(active, rule => rule != found),
                var several => throw new ValidationException(
                    Refusal.FaultRules,
                    $"{several.Length} fault rules of different worlds have the id '{id}'.",
                    hint: $"Send account and region to choose one of: {several.Select(rule => $"{rule.Rule.Account ?? "all accounts"} {rule.Rule.Region}".TrimEnd())}."),
            };
        }
    }

    /// <summary>Determines whether a rule for this operation needs the ids of the request.</summary>
    public bool NeedIds(string account, string region, string operation) =>
        Array.Exists(active, rule => rule.Rule.Resource is not null && rule.Matches(account, region, operation));

    /// <summary>
    /// Decides about a request. The first rule that matches decides alone, also if it lets the request pass. A rule that has fired
    /// as often as it can is skipped. Returns null if the request passes.
    /// </summary>
    public InjectedFault? Decide(string account, string region, string operation, IReadOnlySet<string> ids)
    {
        lock (changing)
        {
            RemoveExpired();
            return Array.Find(
                active,
                rule => !rule.IsUsedUp && rule.Matches(account, region, operation) && !rule.IsExpired(account, region, clocks)
                    && (rule.Rule.Resource is not { } resource || ids.Contains(resource)))?.Decide();
        }
    }

    /// <summary>Counts a fault as not injected, because the operation itself was rejected.</summary>
    public void Withdraw(InjectedFault fault)
    {
        lock (changing)
        {
            fault.Source.Withdraw();
        }
    }

    private static bool IsInside(IWorldRequest scope, ActiveRule rule) =>
        scope.Includes(rule.Rule.Account ?? "", rule.Rule.Region ?? "");

    private IReadOnlyList<FaultRule> Add(IWorldRequest scope, IReadOnlyList<FaultRule?> rules, bool keep)
    {
        var valid = rules.Select((rule, index) => Check(scope, rule, index)).ToList();
        lock (changing)
        {
            RemoveExpired();
            var kept = keep ? active : Array.FindAll(active, rule => !IsInside(scope, rule));
            EnsureDifferentIds(kept, valid);
            active = kept.Length + valid.Count <= MaxRules
                ? [.. kept, .. valid.Select(rule => new ActiveRule(rule, clocks.Capture()))]
                : throw new ValidationException(
                    Refusal.FaultRules,
                    $"There would be {kept.Length + valid.Count} fault rules. The maximum is {MaxRules}.",
                    hint: $"POST replaces the rules of its scope. PATCH adds rules.");
        }

        return List(scope);
    }

    private FaultRule Check(IWorldRequest scope, FaultRule? rule, int index)
    {
        if (rule is null)
        {
            throw Invalid($"[{index}]", "Member must not be null", "Send an object. The rule {} fails every request.");
        }

        EnsureInScope(index, "account", scope.Account, rule.Account);
        EnsureInScope(index, "region", scope.Region, rule.Region);
        var complete = rule with
        {
            Id = rule.Id ?? Guid.CreateVersion7().ToString(),
            Account = rule.Account ?? scope.Account,
            Region = rule.Region ?? scope.Region,
            Seed = rule.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue),
        };
        var failures = validator.Validate(complete).Errors;
        failures.ForEach(failure => failure.PropertyName = $"[{index}].{failure.PropertyName}");
        return failures.Count == 0 ? complete : throw ConstraintViolations.ToError("ReplaceFaults", failures, []);
    }

    private static ConstraintException Invalid(string member, string constraint, string hint) =>
        new(ConstraintViolations.Describe(member, constraint), ErrorText.Whole(hint), Refusal.FaultRules) { Member = member };

    private static void EnsureInScope(int index, string member, string? scope, string? stated)
    {
        if (scope is not null && stated is not null && stated != scope)
        {
            throw Invalid(
                $"[{index}].{member}",
                $"Member must be absent, or '{scope}' like the query parameter, it is '{Excerpt.Of(stated)}'",
                $"Rules get the {member} of the query parameter.");
        }
    }

    private static void EnsureDifferentIds(IEnumerable<ActiveRule> kept, List<FaultRule> added)
    {
        var known = kept.Select(rule => KeyOf(rule.Rule)).ToHashSet();
        var index = added.FindIndex(rule => !known.Add(KeyOf(rule)));
        if (index >= 0)
        {
            throw Invalid(
                $"[{index}].id",
                $"Member must differ from the ids of the other rules, '{added[index].Id}' exists",
                "Without an id, a rule gets an id of its own. POST replaces the rules of its scope.");
        }
    }

    // Tests that run at the same time in accounts of their own can use the same ids.
    private static (string? Account, string? Region, string? Id) KeyOf(FaultRule rule) => (rule.Account, rule.Region, rule.Id);

    private void RemoveExpired()
    {
        if (Array.Exists(active, HasExpired))
        {
            active = Array.FindAll(active, rule => !HasExpired(rule));
        }
    }

    private bool HasExpired(ActiveRule rule) => rule.IsExpired(rule.Rule.Account ?? "", rule.Rule.Region ?? "", clocks);
}
