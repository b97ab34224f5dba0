using ConnectCases.AuditEvents;
using ConnectCases.CaseRules;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Layouts;
using ConnectCases.Merges;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using ConnectCases.Templates;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Persistence;

/// <summary>The state of the emulator, and the path resources that nearly every operation looks up first.</summary>
internal abstract class CasesDbContext(DbContextOptions options) : DbContext(options)
{
    // A compiled query keeps the tracking behaviour of the context that ran it first, so each one says its own. Most units
    // of work only read these rows; one that changes a row attaches it.
    private static readonly Func<CasesDbContext, string, Domain?> DomainById = EF.CompileQuery(
        (CasesDbContext db, string domainId) =>
            db.Domains.AsNoTracking().FirstOrDefault(domain => domain.DomainId == domainId && domain.DeletedTime == null));

    private static readonly Func<CasesDbContext, string, string, CaseInDomain?> CaseById = EF.CompileQuery(
        (CasesDbContext db, string domainId, string caseId) => (
            from domain in db.Domains.AsNoTracking()
            join @case in db.Cases.AsNoTracking() on domain.Key equals @case.DomainKey
            where domain.DomainId == domainId && domain.DeletedTime == null && @case.CaseId == caseId
            select new CaseInDomain(domain, @case)).FirstOrDefault());

    private static readonly Func<CasesDbContext, long, IEnumerable<CaseValue>> ValuesOfCase = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.CaseValues.AsTracking().Where(value => value.CaseKey == caseKey));

    private static readonly Func<CasesDbContext, long, string, Field?> FieldById = EF.CompileQuery(
        (CasesDbContext db, long domainKey, string fieldId) =>
            db.Fields.AsNoTracking().FirstOrDefault(field => field.DomainKey == domainKey && field.FieldId == fieldId));

    private static readonly Func<CasesDbContext, long, string, Template?> TemplateById = EF.CompileQuery(
        (CasesDbContext db, long domainKey, string templateId) => db.Templates.AsNoTracking().FirstOrDefault(
            template => template.DomainKey == domainKey && template.TemplateId == templateId));

    public DbSet<Domain> Domains => Set<Domain>();

    public DbSet<Field> Fields => Set<Field>();

    public DbSet<SelectOption> SelectOptions => Set<SelectOption>();

    public DbSet<Layout> Layouts => Set<Layout>();

    public DbSet<CaseRule> CaseRules => Set<CaseRule>();

    public DbSet<Template> Templates => Set<Template>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<CaseValue> CaseValues => Set<CaseValue>();

    public DbSet<Merge> Merges => Set<Merge>();

    public DbSet<ClientToken> ClientTokens => Set<ClientToken>();

    public DbSet<RelatedItem> RelatedItems => Set<RelatedItem>();

    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    public DbSet<CaseEvent> Events => Set<CaseEvent>();

    /// <summary>
    /// A domain of another account or Region does not exist for the caller. A unit of work has the domain for itself, with
    /// all that is in it.
    /// </summary>
    public Domain GetDomain(Caller caller, string domainId)
    {
        Take(new Claim(domainId, Alone: true));
        return Find(caller, domainId);
    }

    /// <summary>As the other, for a unit of work that adds a case: what the domain is configured with stays as it is.</summary>
    public Domain GetDomainToFill(Caller caller, string domainId)
    {
        HoldDomain(domainId);
        return Find(caller, domainId);
    }

    /// <summary>
    /// A case and its domain. A unit of work has the case for itself, and what the domain is configured with stays as it is.
    /// </summary>
    public CaseInDomain GetCase(Caller caller, string domainId, string caseId)
    {
        Take(new Claim(domainId, Alone: false), new Claim(caseId, Alone: true));

        // Both in one query; only when there is no such case it matters which of the two is missing.
        if (CaseById(this, domainId, caseId) is { } found && found.Domain.BelongsTo(caller))
        {
            return found;
        }

        Find(caller, domainId);
        throw new ResourceNotFoundException("Case", caseId);
    }

    /// <summary>Has a case tracked, with its values.</summary>
    public void Track(Case @case)
    {
        Attach(@case);
        _ = ValuesOfCase(this, @case.Key).Count();
    }

    /// <summary>Has cases for the unit of work alone, as <see cref="GetCase"/> does one.</summary>
    public void HoldCases(IEnumerable<string> caseIds) =>
        Take([.. caseIds.Order(StringComparer.Ordinal).Select(id => new Claim(id, Alone: true))]);

    /// <summary>Keeps a domain, and what it is configured with, as it is.</summary>
    public void HoldDomain(string domainId) => Take(new Claim(domainId, Alone: false));

    /// <summary>Has something for the unit of work alone that is no row.</summary>
    public void Hold(string name) => Take(new Claim(name, Alone: true));

    public Field GetField(Domain domain, string fieldId) =>
        FieldById(this, domain.Key, fieldId) ?? throw new ResourceNotFoundException("Field", fieldId);

    public Template GetTemplate(Domain domain, string templateId) =>
        TemplateById(this, domain.Key, templateId) ?? throw new ResourceNotFoundException("Template", templateId);

    public Layout GetLayout(Domain domain, string layoutId) =>
        Layouts.AsNoTracking().FirstOrDefault(layout => layout.DomainKey == domain.Key && layout.LayoutId == layoutId)
        ?? throw new ResourceNotFoundException("Layout", layoutId);

    public CaseRule GetCaseRule(Domain domain, string caseRuleId) =>
        CaseRules.AsNoTracking().FirstOrDefault(rule => rule.DomainKey == domain.Key && rule.CaseRuleId == caseRuleId)
        ?? throw new ResourceNotFoundException("CaseRule", caseRuleId);

    public RelatedItem GetRelatedItem(Case @case, string relatedItemId) =>
        RelatedItems.AsNoTracking().FirstOrDefault(item => item.CaseKey == @case.Key && item.RelatedItemId == relatedItemId)
        ?? throw new ResourceNotFoundException("RelatedItem", relatedItemId);

    /// <summary>
    /// The values of all domains that may contain a text without case, as an index finds them: all that do, and perhaps some
    /// that do not. Null where the text is too short to be found so.
    /// </summary>
    public abstract IQueryable<CaseValue>? ValuesContaining(string folded);

    /// <summary>Ends the statements of this context, when nobody waits for them any more, until it is disposed.</summary>
    public abstract IDisposable InterruptWhen(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps units of work that claim the same from running beside this one, in the order of the claims. To be free of
    /// deadlocks, units claim in the order timer, account, domain, case, client token, reference id, outbox.
    /// </summary>
    protected abstract void Take(params IReadOnlyList<Claim> claims);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    private Domain Find(Caller caller, string domainId) =>
        DomainById(this, domainId) is { } domain && domain.BelongsTo(caller)
            ? domain
            : throw new ResourceNotFoundException("Domain", domainId);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new DomainConfiguration());
        modelBuilder.ApplyConfiguration(new FieldConfiguration());
        modelBuilder.ApplyConfiguration(new SelectOptionConfiguration());
        modelBuilder.ApplyConfiguration(new LayoutTableConfiguration());
        modelBuilder.ApplyConfiguration(new CaseRuleConfiguration());
        modelBuilder.ApplyConfiguration(new TemplateConfiguration());
        modelBuilder.ApplyConfiguration(new CaseConfiguration());
        modelBuilder.ApplyConfiguration(new CaseValueConfiguration());
        modelBuilder.ApplyConfiguration(new CaseTagConfiguration());
        modelBuilder.ApplyConfiguration(new ClientTokenConfiguration());
        modelBuilder.ApplyConfiguration(new MergeConfiguration());
        modelBuilder.ApplyConfiguration(new RelatedItemConfiguration());
        modelBuilder.ApplyConfiguration(new RelatedItemValueConfiguration());
        modelBuilder.ApplyConfiguration(new AuditRecordConfiguration());
        modelBuilder.ApplyConfiguration(new CaseEventConfiguration());
    }
}
