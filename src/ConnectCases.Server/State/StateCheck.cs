using ConnectCases.Events;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;

namespace ConnectCases.State;

/// <summary>
/// Checks a state document before the import changes anything: the order of the lines, the counts, the references inside of the
/// configuration, and the constraints of the API. The import itself finds repeated and missing case ids, because a document can have
/// more cases than the memory.
/// </summary>
internal sealed class StateCheck
{
    private readonly Dictionary<string, long> counts = [];
    private readonly HashSet<(string Account, string Region, string DomainId)> domainIds = [];
    private readonly HashSet<(string Account, string Region, string Name)> domainNames = [];
    private readonly HashSet<(string Account, string Region)> worlds = [];
    private readonly HashSet<(string? Account, string? Region)> clocks = [];
    private readonly DateTimeOffset now;
    private DomainCheck? domain;
    private StateKind? previous;

    private StateCheck(DateTimeOffset now) => this.now = now;

    /// <summary>Checks a whole document. Returns the worlds that have a domain or an event in it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="now">The real time.</param>
    /// <param name="progress">Runs after each line.</param>
    /// <exception cref="DocumentException">The document cannot be imported. The message names the line.</exception>
    public static IReadOnlySet<(string Account, string Region)> Run(Stream document, DateTimeOffset now, Action progress)
    {
        var check = new StateCheck(now);
        var last = 1;
        foreach (var (number, line, _) in StateReader.Read(document))
        {
            check.Accept(number, line);
            last = number;
            progress();
        }

        return check.previous is { Name: "counts" }
            ? check.worlds
            : throw new DocumentException($"Line {last}: the document is truncated. Its last line must have the member 'counts'.");
    }

    private void Accept(int number, StateLine line)
    {
        var kinds = StateKinds.All.Where(kind => kind.Read(line) is not null).ToList();
        if (kinds is not [var kind])
        {
            throw new DocumentException(
                $"Line {number}: a line must have exactly one member, found {kinds.Count}. The members are: {StateKinds.All.Select(known => known.Name)}.");
        }

        EnsureInOrder(number, kind);
        if (line.Counts is { } expected)
        {
            EnsureComplete(number, expected);
        }
        else
        {
            counts[kind.Name] = counts.GetValueOrDefault(kind.Name) + 1;
            Check(number, line);
        }

        previous = kind;
    }

    // The options of a field follow the field. All other kinds of one domain are in the order of the kinds.
    private void EnsureInOrder(int number, StateKind kind)
    {
        var last = previous?.Rank ?? -1;
        var allowed = kind.Name switch
        {
            _ when previous?.Name == "counts" => false,
            "domain" => last < StateKinds.FirstOutsideDomains,
            "eventConfiguration" => previous?.Name == "domain",
            "field" when previous?.Name == "options" => true,
            _ => kind.Rank >= last && (last >= 0 || kind.Rank >= StateKinds.FirstOutsideDomains),
        };
        if (!allowed)
        {
            throw new DocumentException(previous is null
                ? (ErrorText)$"Line {number}: '{kind.Name}' must follow the line of its domain."
                : $"Line {number}: '{kind.Name}' cannot follow '{previous.Name}'. The order is: {StateKinds.All.Select(known => known.Name)}.");
        }
    }

    private void EnsureComplete(int number, IReadOnlyDictionary<string, long> expected)
    {
        var wrong = counts.Keys.Union(expected.Keys)
            .FirstOrDefault(kind => counts.GetValueOrDefault(kind) != expected.GetValueOrDefault(kind));
        if (wrong is not null)
        {
            throw new DocumentException(
                $"Line {number}: the counts do not match the document: '{wrong}' is {expected.GetValueOrDefault(wrong)}, "
                + $"but the document has {counts.GetValueOrDefault(wrong)} such lines.");
        }
    }

    private void Check(int number, StateLine line)
    {
        switch (line)
        {
            case { Domain: { } added }:
                CheckDomain(number, added);
                domain = new(added.DomainId);
                break;
            case { Event: { } added }:
                EnsureWorld(number, added.Account, added.Region);
                worlds.Add((added.Account, added.Region));
                CheckEvent(number, added);
                break;
            case { Clock: { } clock }:
                CheckClock(number, clock);
                break;
            default:
                domain!.Check(number, line);
                break;
        }
    }

    private void CheckDomain(int number, DomainLine added)
    {
        EnsureWorld(number, added.Account, added.Region);
        worlds.Add((added.Account, added.Region));
        StateConstraints.EnsureId(number, "domain.domainId", added.DomainId);
        StateConstraints.EnsureName(number, "domain.name", added.Name);
        StateConstraints.EnsureTags(number, "domain.tags", added.Tags);
        StateConstraints.EnsureNew(number, "domainId", added.DomainId, domainIds.Add((added.Account, added.Region, added.DomainId)));
        StateConstraints.EnsureNew(number, "name", added.Name, domainNames.Add((added.Account, added.Region, added.Name)));
    }

    private static void CheckEvent(int number, EventLine line)
    {
        var envelope = StateReader.ReadStored(number, "event.envelope", line.Envelope, EventJson.Wire.EventEnvelope);
        if (envelope is not { Id: not null, DetailType: not null, Source: not null, Detail.PerformedBy.IamPrincipalArn: not null, Resources: { } resources }
            || resources.Contains(null!)
            || envelope.Account != line.Account || envelope.Region != line.Region || envelope.Detail.EventType != line.EventType
            || !Outbox.EventTypes.Contains(line.EventType))
        {
            throw new DocumentException($"Line {number}: the envelope is not an event of the type, the account and the Region of the line.");
        }

        foreach (var (id, field) in envelope.Detail.Case?.Fields ?? new Dictionary<string, EventFieldValue>())
        {
            StateConstraints.EnsureValue(number, new(id, field?.Value));
        }

        foreach (var field in envelope.Detail.RelatedItem?.Custom?.Fields ?? [])
        {
            StateConstraints.EnsureValue(number, field);
        }
    }

    private void CheckClock(int number, ClockLine clock)
    {
        StateConstraints.EnsureNew(number, "clock", $"{clock.Account} {clock.Region}", clocks.Add((clock.Account, clock.Region)));
        if (clock.Region is not null && clock.Account is null)
        {
            throw new DocumentException($"Line {number}: a clock with a Region needs an account.");
        }

        EnsureWorld(number, clock.Account ?? "000000000000", clock.Region ?? "any");
        if ((clock.FrozenTime is null) == (clock.Offset is null) || (clock.Offset is { } offset && !Durations.TryParse(offset, out _)))
        {
            throw new DocumentException($"Line {number}: a clock must have either a 'frozenTime' or an 'offset' that is {Durations.Description}.");
        }

        var shown = clock.FrozenTime ?? now + (Durations.TryParse(clock.Offset!, out var difference) ? difference : TimeSpan.Zero);
        if (shown < WorldClock.Earliest || shown > WorldClock.Latest)
        {
            throw new DocumentException($"Line {number}: the clock would show {TimestampConverter.Format8601(shown)}. {WorldClock.Range}");
        }
    }

    private static void EnsureWorld(int number, string account, string region)
    {
        if (!EmulatorOptionsValidator.IsAccount(account) || !EmulatorOptionsValidator.IsRegion(region))
        {
            throw new DocumentException(
                $"Line {number}: '{account}' must be an account id of 12 digits, and '{region}' the name of a Region.");
        }
    }
}
