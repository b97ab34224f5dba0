using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases;

internal sealed class CaseService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    CaseHistory history,
    CheckCustomerProfile checkProfile,
    IOptions<EmulatorOptions> options)
{
    // Reads all values of the case, not only the requested values. The values are stored together, and a statement that is always
    // the same can stay prepared.
    private static readonly Func<CasesDbContext, long, IEnumerable<CaseValue>> ValuesOf = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey) => db.Set<CaseValue>().AsNoTracking().Where(value => value.CaseKey == caseKey));

    public Task<CreateCaseResponse> CreateAsync(
        string domainId, CreateCaseRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, request), cancellationToken);

    public CreateCaseResponse Create(CasesDbContext unit, string domainId, CreateCaseRequest request)
    {
        var domain = unit.GetDomainForInsert(caller, domainId);
        var now = clock.GetUtcNow();
        var record = IdempotencyTokens.Find(unit, domain, request.ClientToken);
        var parameters = DigestOf(request);
        if (record?.IsRepetition(parameters, now) == true)
        {
            return new(record.ResultId, Case.ArnOf(domain, record.ResultId));
        }

        var template = unit.GetTemplate(domain, request.TemplateId!);
        EnsureUsable(template);

        var @case = new Case { DomainKey = domain.Key, CaseId = newId(IdKind.Case), TemplateId = template.TemplateId };
        @case.SetTags(template.TagsWith(request.Tags));
        var values = CaseAssignments.Read(unit, domain, @case, request.Fields!, options.Value);

        if (values.FirstOrDefault(value => value.Id == SystemFields.CustomerId)?.Value?.StringValue is { } profileArn)
        {
            checkProfile(caller.Account, caller.Region, profileArn);
        }

        // Rules evaluate the values of the request and the status, but not the times that the service sets (behaviour.md 6.4).
        new CaseRequirements(unit, domain, template, options.Value).EnsureMet(FirstValues(values), cleared: []);
        if (record?.IsConflict(parameters, now) == true)
        {
            throw new ConflictException(
                Refusal.ClientTokenReused,
                ErrorText.Whole(IdempotencyRecord.DifferentParameters),
                hint: $"The token created case '{record.ResultId}' at {TimestampConverter.Format8601(record.CreatedTime)}. A token belongs to one request and its retries.")
            {
                Member = "clientToken",
            };
        }

        ReferenceIds.EnsureFree(unit, domain, @case, values);

        var changes = @case.Initialize(ReferenceIds.Complete(unit, domain, values), request.PerformedBy, now);
        unit.Add(@case);
        history.Record(unit, new CaseCreated(domain, @case, changes), Actor.Of(caller, request.PerformedBy, now));
        IdempotencyTokens.Save(unit, record, parameters, @case.CaseId, now);
        return new(@case.CaseId, @case.ArnIn(domain));
    }

    public GetCaseResponse Get(string domainId, string caseId, GetCaseRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);

        // All values fit on one page, so this operation issues no token and rejects every non-empty token.
        new PageTokens("GetCase", @case.CaseId).Read(request.NextToken);
        var ids = request.Fields!.Select(field => field.Id!).Distinct().ToArray();

        var values = ValuesOf(db, @case.Key).ToDictionary(value => value.FieldId);
        if (!Array.TrueForAll(ids, values.ContainsKey))
        {
            FieldLookup.Find(db, domain, "fields", ids.Where(id => !values.ContainsKey(id)));
        }

        return new(
            [.. ids.Where(values.ContainsKey).Select(id => values[id].ToContract())],
            @case.TemplateId,
            NextToken: null,
            @case.Tags);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string caseId, UpdateCaseRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, caseId, request), cancellationToken);

    public EmptyResponse Update(CasesDbContext unit, string domainId, string caseId, UpdateCaseRequest request)
    {
        var found = unit.GetCase(caller, domainId, caseId);
        if (request.Fields!.Count > 0)
        {
            Update(unit, found, request.Fields, request.PerformedBy);
        }

        return EmptyResponse.Instance;
    }

    /// <summary>Updates a case that <see cref="CaseTable"/> found in the same unit of work.</summary>
    public void Update(CasesDbContext unit, CaseInDomain found, IReadOnlyList<FieldValue> assigned, UserUnion? performedBy)
    {
        var (domain, @case) = found;
        unit.AttachWithValues(@case);
        var values = CaseAssignments.Read(unit, domain, @case, assigned, options.Value);
        var now = clock.GetUtcNow();
        var changes = @case.Apply(values, performedBy, now);
        new CaseRequirements(unit, domain, unit.GetTemplate(domain, @case.TemplateId), options.Value).EnsureMet(
            @case.Values.ToDictionary(value => value.FieldId, value => value.ToUnion()),
            [.. values.Where(value => value.Value!.EmptyValue is not null).Select(value => value.Id!)]);
        @case.EnsureMayChange();
        ReferenceIds.EnsureFree(unit, domain, @case, values);

        history.Record(unit, new CaseUpdated(domain, @case, changes), Actor.Of(caller, performedBy, now));
    }

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, caseId), cancellationToken);

    public EmptyResponse Delete(CasesDbContext unit, string domainId, string caseId)
    {
        var (domain, @case) = unit.GetCase(caller, domainId, caseId);
        @case.EnsureMayBeDeleted();
        var now = clock.GetUtcNow();
        history.Record(unit, new CaseDeleted(domain, @case), Actor.Of(caller, performedBy: null, now));
        unit.Add(new DeletedCase { DomainKey = domain.Key, CaseId = @case.CaseId, DeletedTime = now, RequestId = caller.RequestId });
        unit.Cases.Where(row => row.Key == @case.Key).ExecuteDelete();
        return EmptyResponse.Instance;
    }

    private static void EnsureUsable(Template template)
    {
        if (template.Deleted || template.Status != TemplateStatus.Active)
        {
            throw new ValidationException(
                Refusal.TemplateNotUsable,
                $"Template '{template.TemplateId}' is {(template.Deleted ? "deleted" : "inactive")}. "
                + $"Cases are created from active templates only.",
                template.Deleted
                    ? (ErrorText)$"ListTemplates shows the templates that are not deleted. Use one of them, or create a template."
                    : $"UpdateTemplate with the status Active makes the template usable again.");
        }
    }

    /// <summary>Returns the first values of a case in the form that rules evaluate.</summary>
    private static Dictionary<string, FieldValueUnion> FirstValues(IEnumerable<FieldValue> values)
    {
        var first = values.Where(value => value.Value!.EmptyValue is null).ToDictionary(value => value.Id!, value => value.Value!);
        first.TryAdd(SystemFields.Status, new(SystemFields.Open));
        return first;
    }

    // Ignores the order of fields and tags, because a repeated request may have another order.
    private static string DigestOf(CreateCaseRequest request)
    {
        var parameters = request with
        {
            ClientToken = null,
            Fields = [.. request.Fields!.OrderBy(field => field.Id, StringComparer.Ordinal)],
            Tags = new SortedDictionary<string, string?>(
                (request.Tags ?? new Dictionary<string, string?>()).ToDictionary(), StringComparer.Ordinal),
        };
        return IdempotencyTokens.DigestOf(parameters, CaseJson.Wire.CreateCaseRequest);
    }
}
