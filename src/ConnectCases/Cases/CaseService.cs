using System.Security.Cryptography;
using System.Text.Json;
using ConnectCases.AuditEvents;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
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
    SlaLifeCycle slas,
    IOptions<EmulatorOptions> options)
{
    // All of them: they lie side by side, and the statement is the same whatever is asked for.
    private static readonly Func<CasesDbContext, long, IEnumerable<FieldValue>> ValuesOf = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.CaseValues
            .Where(value => value.CaseKey == caseKey)
            .Select(value => new FieldValue(value.FieldId, StoredValue.ToUnion(value.Kind, value.Text, value.Number))));

    private static readonly Func<CasesDbContext, long, IEnumerable<CaseValue>> TrackedValuesOf = EF.CompileQuery(
        (CasesDbContext db, long caseKey) => db.CaseValues.AsTracking().Where(value => value.CaseKey == caseKey));

    private static readonly Func<CasesDbContext, long, string, ClientToken?> TokenOf = EF.CompileQuery(
        (CasesDbContext db, long domainKey, string token) => db.ClientTokens.AsTracking()
            .FirstOrDefault(known => known.DomainKey == domainKey && known.Token == token));

    public Task<CreateCaseResponse> CreateAsync(
        string domainId, CreateCaseRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateCaseResponse Create(CasesDbContext db, string domainId, CreateCaseRequest request)
    {
        var domain = db.GetDomainToFill(caller, domainId);
        var now = clock.GetUtcNow();
        var token = FindToken(db, domain, request);
        var parameters = DigestOf(request);
        if (token?.AnswersAt(now) == true && token.Parameters == parameters)
        {
            return new(token.CaseId, Case.ArnOf(domain, token.CaseId));
        }

        var template = db.GetTemplate(domain, request.TemplateId!);
        EnsureUsable(template);

        var @case = new Case { DomainKey = domain.Key, CaseId = newId(), TemplateId = template.TemplateId };
        @case.Retag(template.TagsWith(request.Tags));
        var values = ReadValues(db, domain, @case, request.Fields!);

        // Rules see a new case as its creator does, before the service fills in times (behaviour.md 6.4).
        new CaseRequirements(db, domain, template, options.Value).EnsureMet(FirstValues(values), cleared: []);
        var changes = @case.Fill(values, NewReferenceNumber(), request.PerformedBy, now);
        if (token?.AnswersAt(now) == true)
        {
            throw new ConflictException(
                "The clientToken was used with other parameters; a new case needs a new token.");
        }

        db.Add(@case);
        audit.CaseCreated(db, @case, changes, request.PerformedBy, now);
        outbox.CaseCreated(db, domain, @case, changes, request.PerformedBy, now);
        if (!string.IsNullOrEmpty(request.ClientToken))
        {
            token ??= db.Add(new ClientToken { DomainKey = domain.Key, Token = request.ClientToken }).Entity;
            token.Remember(parameters, @case.CaseId, now);
        }

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
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        if (request.Fields!.Count == 0)
        {
            return EmptyResponse.Instance;
        }

        db.Attach(@case);
        _ = TrackedValuesOf(db, @case.Key).Count();
        var values = ReadValues(db, domain, @case, request.Fields);
        var now = clock.GetUtcNow();
        var status = @case.Status;
        List<AuditEventField> changes = [.. @case.Apply(values, request.PerformedBy, now)];
        new CaseRequirements(db, domain, db.GetTemplate(domain, @case.TemplateId), options.Value).EnsureMet(
            @case.Values.ToDictionary(value => value.FieldId, value => value.ToUnion()),
            [.. values.Where(value => value.Value!.EmptyValue is not null).Select(value => value.Id!)]);

        var completed = @case.Status == status ? [] : SlaLifeCycle.Complete(db, @case, now);
        if (completed.Count > 0)
        {
            changes.AddRange(SlaLifeCycle.UpdateNextBreach(db, @case));
        }

        audit.CaseUpdated(db, @case, changes, request.PerformedBy, now);
        outbox.CaseUpdated(db, domain, @case, changes, request.PerformedBy, now);
        slas.Record(db, domain, @case, completed, request.PerformedBy, now);
        return EmptyResponse.Instance;
    }

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseId, CancellationToken cancellationToken) =>
        writes.RunAsync(
            db =>
            {
                var (domain, @case) = db.GetCase(caller, domainId, caseId);
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

    private static ClientToken? FindToken(CasesDbContext db, Domain domain, CreateCaseRequest request)
    {
        if (string.IsNullOrEmpty(request.ClientToken))
        {
            return null;
        }

        db.Hold($"{domain.DomainId} {request.ClientToken}");
        return TokenOf(db, domain.Key, request.ClientToken);
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
        return Convert.ToHexString(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(parameters, WireJson.TypeInfo<CreateCaseRequest>())));
    }

    private static string NewReferenceNumber() =>
        RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The values of a request in the form in which they are kept, or what is wrong with them.</summary>
    private static List<FieldValue> ReadValues(
        CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values)
    {
        var ids = values.Select(value => value.Id!).ToArray();
        FieldReferences.EnsureDistinct("fields", ids);
        if (ids.Where(SystemFields.IsReadOnly).ToList() is { Count: > 0 } readOnly)
        {
            throw new ValidationException(
                $"fields names fields that only the service sets: {string.Join(", ", readOnly)}.");
        }

        var fields = FieldReferences.Find(db, domain, "fields", ids, withOptions: true);
        if (ids.Where(id => fields[id].Deleted && !@case.Has(id)).ToList() is { Count: > 0 } deleted)
        {
            throw new ValidationException(
                $"fields names deleted fields, of which the case has no value: {string.Join(", ", deleted)}.");
        }

        // A value that the case has already is no assignment, so its option may have become inactive meanwhile.
        return [.. values.Select(value => @case.Holds(value)
            ? value
            : new FieldValue(value.Id, fields[value.Id!].Normalize(value.Value!)))];
    }
}
