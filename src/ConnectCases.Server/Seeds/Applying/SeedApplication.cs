using ConnectCases.Api.Domains;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Seeds.Reading;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// Brings the domains of a world to the definition of a seed, in one unit of work (controls.md 3). Each seed is compared with the
/// present state, so applying a seed twice changes nothing.
/// </summary>
internal sealed class SeedApplication(
    IStorage storage,
    UnitOfWorkExecutor units,
    DueTimes times,
    TimeProvider real,
    IOptionsFactory<EmulatorOptions> options,
    ILoggerFactory loggers)
{
    /// <summary>Applies a seed with the clock of the world and the options of the server.</summary>
    /// <exception cref="DocumentException">The API would reject a part of the seed. The message has the place in the seed.</exception>
    public IReadOnlyList<SeedChange> Apply(CasesDbContext unit, SeedDocument seed, Caller owner)
    {
        // A reset in the same unit of work can have removed a clock.
        var clocks = new WorldClocks(real);
        clocks.Load(unit);
        var own = options.Create(Options.DefaultName);

        // Layouts of the real service can have these fields. The server accepts them only if its options say so.
        own.LayoutFields = LayoutFieldMode.Any;
        return Apply(unit, seed, owner, new(
            clocks.Now(owner.Account, owner.Region), own, (path, kind, number) => SeedIds.Of($"{path}/{kind}/{number}")));
    }

    /// <exception cref="DocumentException">The API would reject a part of the seed. The message has the place in the seed.</exception>
    public IReadOnlyList<SeedChange> Apply(CasesDbContext unit, SeedDocument seed, Caller owner, SeedSettings settings)
    {
        // The SLAs of the seed can be due.
        unit.OnCommitted(times.Forget);
        unit.SaveChanges();
        unit.ChangeTracker.Clear();
        using var run = new SeedRun(unit, owner, settings, storage, units, loggers);

        // The locks keep the order of all units: accounts before domains, domains before cases.
        unit.LockExclusive($"{owner.Account} {owner.Region}");
        unit.LockExclusive(seed.Domains.Select(IdOf).Distinct());
        foreach (var entry in seed.Domains)
        {
            Apply(run, entry);
        }

        return [.. run.Changes];
    }

    private static string IdOf(SeedDomain seed) => seed.Id?.Value ?? SeedIds.Of(seed.Name.Value);

    private static void Apply(SeedRun run, SeedDomain seed)
    {
        var (existing, id) = (Find(run, seed), IdOf(seed));
        var domain = new SeededDomain(run, existing ?? Create(run, seed, id));
        if (TagChanges.Differ(domain.Domain.ReadTags(), seed.Tags.ToTags()))
        {
            if (existing is not null)
            {
                run.Add(SeedAction.Update, seed.Name.Value, id, ["tags"]);
            }

            TagChanges.Apply(run, seed.At, domain.Domain.Arn, domain.Domain.ReadTags(), seed.Tags.ToTags());
        }

        new FieldChanges(domain).Apply(seed);
        new CaseRuleChanges(domain).Apply(seed);
        new LayoutChanges(domain).Apply(seed);
        new TemplateChanges(domain).Apply(seed);
        new EventChanges(domain).Apply(seed);
        new CaseChanges(domain).Apply(seed);
        new Removals(domain, seed.At).Apply();
        domain.Records.Save();
        run.Save();
    }

    /// <exception cref="DocumentException">Another domain has the name, or the domain with the id has another name.</exception>
    private static Domain? Find(SeedRun run, SeedDomain seed)
    {
        var id = IdOf(seed);
        var live = run.Unit.Domains.AsNoTracking().Where(domain =>
            domain.Account == run.Owner.Account && domain.Region == run.Owner.Region && domain.DeletedTime == null);
        var existing = live.FirstOrDefault(domain => domain.DomainId == id);
        if (existing is null && live.FirstOrDefault(domain => domain.Name == seed.Name.Value) is { } other)
        {
            throw seed.At.Error(
                $"A domain with the name '{other.Name}' exists with the id '{other.DomainId}'. The seed would use the id '{id}'. "
                + $"State the id of the existing domain, or choose another name.");
        }

        return existing is null || existing.Name == seed.Name.Value
            ? existing
            : throw seed.At.Error($"The domain '{id}' has the name '{existing.Name}'. The name of a domain cannot change.");
    }

    private static Domain Create(SeedRun run, SeedDomain seed, string id)
    {
        // The rows of a deleted domain with the same id are removed later.
        run.Unit.Domains.Where(domain => domain.DomainId == id && domain.Account == run.Owner.Account
                && domain.Region == run.Owner.Region && domain.DeletedTime != null)
            .ExecuteUpdate(removed => removed.SetProperty(domain => domain.DomainId, domain => "removed " + domain.Key.ToString()));
        run.Add(SeedAction.Create, seed.Name.Value, id);
        run.Ids.Begin(path: null, IdKind.Domain, id);
        run.Call(seed.At, new CreateDomainRequest(seed.Name.Value), run.Get<DomainService>().Create);
        return run.Unit.FindDomain(run.Owner, id);
    }
}
