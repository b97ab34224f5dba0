using System.Security.Cryptography;
using System.Text.Json;
using ConnectCases.AuditEvents;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.Tags;
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
    IOptions<EmulatorOptions> options)
{
    public Task<CreateCaseResponse> CreateAsync(
        string domainId, CreateCaseRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateCaseResponse Create(CasesDbContext db, string domainId, CreateCaseRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var now = clock.GetUtcNow();
        var token = FindToken(db, domain, request);
        var parameters = DigestOf(request);
        if (token?.AnswersAt(now) == true && token.Parameters == parameters)
        {
            return new(token.CaseId, Case.ArnOf(domain, token.CaseId));
        }

        var template = db.GetTemplate(domain, request.TemplateId!);
        if (template.Status != TemplateStatus.Active)
        {
            throw new ValidationException($"Template '{template.TemplateId}' is inactive; cases are created from active ones.");
        }

        var @case = new Case
        {
            DomainKey = domain.Key,
            CaseId = newId(),
            TemplateId = template.TemplateId,
            Tags = StoredJson<IReadOnlyDictionary<string, string>>.From(TagsOf(template, request)),
        };
        var values = ReadValues(db, domain, @case, request.Fields!);
        var changes = @case.Fill(values, NewReferenceNumber(), request.PerformedBy, now);
        EnsureRequiredFields(db, domain, @case, template);
        if (token?.AnswersAt(now) == true)
        {
            throw new ConflictException(
                "The clientToken was used with other parameters; a new case needs a new token.");
        }

        db.Add(@case);
        audit.CaseCreated(db, @case, changes, request.PerformedBy, now);
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

        var values = db.CaseValues.Where(value => value.CaseKey == @case.Key && ids.Contains(value.FieldId))
            .ToDictionary(value => value.FieldId);

        EnsureFieldsExist(db, domain, [.. ids.Where(id => !values.ContainsKey(id))]);
        return new(
            [.. ids.Where(values.ContainsKey).Select(id => values[id].ToContract())],
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

        db.Attach(@case).Collection(owner => owner.Values).Load();
        var values = ReadValues(db, domain, @case, request.Fields);
        EnsureNotCleared(db, domain, values, db.GetTemplate(domain, @case.TemplateId));

        var now = clock.GetUtcNow();
        var changes = @case.Apply(values, request.PerformedBy, now);
        audit.CaseUpdated(db, @case, changes, request.PerformedBy, now);
        return EmptyResponse.Instance;
    }

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseId, CancellationToken cancellationToken) =>
        writes.RunAsync(
            db =>
            {
                var (_, @case) = db.GetCase(caller, domainId, caseId);
                db.Cases.Where(row => row.Key == @case.Key).ExecuteDelete();
                return EmptyResponse.Instance;
            },
            cancellationToken);

    private static ClientToken? FindToken(CasesDbContext db, Domain domain, CreateCaseRequest request) =>
        string.IsNullOrEmpty(request.ClientToken)
            ? null
            : db.ClientTokens.FirstOrDefault(
                token => token.DomainKey == domain.Key && token.Token == request.ClientToken);

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

    private static Dictionary<string, string> TagsOf(Template template, CreateCaseRequest request)
    {
        var tags = template.TagsWith(request.Tags);
        return tags.Count <= MutableTagValidator.MostOnOneResource
            ? tags
            : throw new ValidationException(
                $"The case would have {tags.Count} tags with those of its template; it can have {MutableTagValidator.MostOnOneResource}.");
    }

    /// <summary>The values of a request in the form in which they are kept, or what is wrong with them.</summary>
    private static List<FieldValue> ReadValues(
        CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values)
    {
        var ids = values.Select(value => value.Id!).ToArray();
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException($"fields names the field '{twice.Key}' twice.");
        }

        if (ids.Where(SystemFields.IsReadOnly).ToList() is { Count: > 0 } readOnly)
        {
            throw new ValidationException(
                $"fields names fields that only the service sets: {string.Join(", ", readOnly)}.");
        }

        var fields = db.Fields.AsNoTracking().Include(field => field.Options)
            .Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
            .ToDictionary(field => field.FieldId);
        EnsureNoneMissing(ids.Where(id => !fields.ContainsKey(id)));

        // A value that the case has already is no assignment, so its option may have become inactive meanwhile.
        return [.. values.Select(value => @case.Holds(value)
            ? value
            : new FieldValue(value.Id, fields[value.Id!].Normalize(value.Value!)))];
    }

    private void EnsureRequiredFields(CasesDbContext db, Domain domain, Case @case, Template template)
    {
        var missing = RequiredFields(template).Where(id => !@case.Has(id)).ToArray();
        if (missing.Length > 0)
        {
            throw new ValidationException($"Required fields have no value: {Labels(db, domain, missing)}.");
        }
    }

    private void EnsureNotCleared(CasesDbContext db, Domain domain, List<FieldValue> values, Template template)
    {
        var cleared = values.Where(value => value.Value!.EmptyValue is not null).Select(value => value.Id!)
            .Intersect(RequiredFields(template).Append(SystemFields.Status)).ToArray();
        if (cleared.Length > 0)
        {
            throw new ValidationException($"Required fields cannot be cleared: {Labels(db, domain, cleared)}.");
        }
    }

    private static string Labels(CasesDbContext db, Domain domain, string[] ids) => string.Join(
        ", ",
        db.Fields.Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
            .OrderBy(field => field.Key).AsEnumerable().Select(field => field.Label));

    private IEnumerable<string> RequiredFields(Template template)
    {
        string[] always = options.Value.CustomerId == CustomerIdRule.Always
            ? [SystemFields.Title, SystemFields.CustomerId]
            : [SystemFields.Title];
        return always.Union(template.RequiredFieldIds);
    }

    private static void EnsureFieldsExist(CasesDbContext db, Domain domain, string[] ids)
    {
        if (ids.Length > 0)
        {
            EnsureNoneMissing(ids.Except(db.Fields
                .Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
                .Select(field => field.FieldId)));
        }
    }

    private static void EnsureNoneMissing(IEnumerable<string> missing)
    {
        if (missing.ToList() is { Count: > 0 } ids)
        {
            throw new ValidationException($"fields names fields that do not exist: {string.Join(", ", ids)}.");
        }
    }
}
