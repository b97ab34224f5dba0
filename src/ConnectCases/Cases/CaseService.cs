using ConnectCases.AuditEvents;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Cases;

internal sealed class CaseService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    AuditTrail audit,
    Outbox outbox,
    CaseChanges history,
    IOptions<EmulatorOptions> options)
{
    // All of them: they lie side by side, and the statement is the same whatever is asked for.
    private static readonly Func<CasesDbContext, long, IEnumerable<FieldValue>> ValuesOf = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.CaseValues
            .Where(value => value.CaseKey == caseKey)
            .Select(value => new FieldValue(value.FieldId, StoredValue.ToUnion(value.Kind, value.Text, value.Number))));

    public Task<CreateCaseResponse> CreateAsync(
        string domainId, CreateCaseRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateCaseResponse Create(CasesDbContext db, string domainId, CreateCaseRequest request)
    {
        var domain = db.GetDomainToFill(caller, domainId);
        var now = clock.GetUtcNow();
        var token = ClientTokens.Find(db, domain, request.ClientToken);
        var parameters = DigestOf(request);
        if (token?.Answers(parameters, now) == true)
        {
            return new(token.Answer, Case.ArnOf(domain, token.Answer));
        }

        var template = db.GetTemplate(domain, request.TemplateId!);
        EnsureUsable(template);

        var @case = new Case { DomainKey = domain.Key, CaseId = newId(), TemplateId = template.TemplateId };
        @case.Retag(template.TagsWith(request.Tags));
        var values = CaseAssignments.Read(db, domain, @case, request.Fields!);

        // Rules see a new case as its creator does, before the service fills in times (behaviour.md 6.4).
        new CaseRequirements(db, domain, template, options.Value).EnsureMet(FirstValues(values), cleared: []);
        if (token?.IsOfAnother(parameters, now) == true)
        {
            throw new ConflictException(ClientToken.OfAnother);
        }

        CaseReferences.EnsureFree(db, domain, @case, values);

        var changes = @case.Fill(CaseReferences.Complete(db, domain, values), request.PerformedBy, now);
        db.Add(@case);
        audit.CaseCreated(db, @case, changes, request.PerformedBy, now);
        outbox.CaseCreated(db, domain, @case, changes, request.PerformedBy, now);
        ClientTokens.Remember(db, token, parameters, @case.CaseId, now);
        return new(@case.CaseId, @case.ArnIn(domain));
    }

    public GetCaseResponse Get(string domainId, string caseId, GetCaseRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);

        // Everything fits one page, so no token is ever issued and every one is foreign.
        new PageTokens("GetCase", @case.CaseId).Read(request.NextToken);
        var ids = request.Fields!.Select(field => field.Id!).Distinct().ToArray();

        var values = ValuesOf(db, @case.Key).ToDictionary(value => value.Id!);
        if (!Array.TrueForAll(ids, values.ContainsKey))
        {
            FieldReferences.Find(db, domain, "fields", ids.Where(id => !values.ContainsKey(id)));
        }

        return new(
            [.. ids.Where(values.ContainsKey).Select(id => values[id])],
            @case.TemplateId,
            NextToken: null,
            @case.Tags);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string caseId, UpdateCaseRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, caseId, request), cancellationToken);

    public EmptyResponse Update(CasesDbContext db, string domainId, string caseId, UpdateCaseRequest request)
    {
        var found = db.GetCase(caller, domainId, caseId);
        if (request.Fields!.Count > 0)
        {
            Update(db, found, request.Fields, request.PerformedBy);
        }

        return EmptyResponse.Instance;
    }

    /// <summary>Updates a case that was looked up.</summary>
    public void Update(CasesDbContext db, CaseInDomain found, IReadOnlyList<FieldValue> assigned, UserUnion? performedBy)
    {
        var (domain, @case) = found;
        db.Track(@case);
        var values = CaseAssignments.Read(db, domain, @case, assigned);
        var now = clock.GetUtcNow();
        var changes = @case.Apply(values, performedBy, now);
        new CaseRequirements(db, domain, db.GetTemplate(domain, @case.TemplateId), options.Value).EnsureMet(
            @case.Values.ToDictionary(value => value.FieldId, value => value.ToUnion()),
            [.. values.Where(value => value.Value!.EmptyValue is not null).Select(value => value.Id!)]);
        @case.EnsureMayChange();
        CaseReferences.EnsureFree(db, domain, @case, values);

        history.Record(db, domain, @case, changes, performedBy, now);
    }

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseId, CancellationToken cancellationToken) =>
        writes.RunAsync(
            db =>
            {
                var (domain, @case) = db.GetCase(caller, domainId, caseId);
                @case.EnsureMayBeDeleted();
                outbox.CaseDeleted(db, domain, @case, clock.GetUtcNow());
                db.Cases.Where(row => row.Key == @case.Key).ExecuteDelete();
                return EmptyResponse.Instance;
            },
            cancellationToken);

    private static void EnsureUsable(Template template)
    {
        if (template.Deleted || template.Status != TemplateStatus.Active)
        {
            throw new ValidationException(
                $"Template '{template.TemplateId}' is {(template.Deleted ? "deleted" : "inactive")}; cases are created from active ones.");
        }
    }

    /// <summary>The values that a case begins with, as its rules see them.</summary>
    private static Dictionary<string, FieldValueUnion> FirstValues(IEnumerable<FieldValue> values)
    {
        var first = values.Where(value => value.Value!.EmptyValue is null).ToDictionary(value => value.Id!, value => value.Value!);
        first.TryAdd(SystemFields.Status, new(SystemFields.Open));
        return first;
    }

    // Neither the order of fields nor that of tags is a parameter.
    private static string DigestOf(CreateCaseRequest request)
    {
        var parameters = request with
        {
            ClientToken = null,
            Fields = [.. request.Fields!.OrderBy(field => field.Id, StringComparer.Ordinal)],
            Tags = new SortedDictionary<string, string?>(
                (request.Tags ?? new Dictionary<string, string?>()).ToDictionary(), StringComparer.Ordinal),
        };
        return ClientTokens.DigestOf(parameters);
    }
}
