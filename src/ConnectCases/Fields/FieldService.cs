using System.Text.RegularExpressions;
using ConnectCases.CaseRules;
using ConnectCases.Domains;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Fields;

internal sealed partial class FieldService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;

    public Task<CreateFieldResponse> CreateAsync(
        string domainId, CreateFieldRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateFieldResponse Create(CasesDbContext db, string domainId, CreateFieldRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        EnsureFits(request.Attributes, request.Type!.Value);

        var fields = db.Fields.Of(domain);
        fields.EnsureNameIsFree(request.Name);
        Quota.EnsureRoom(
            fields.Count(), options.Value.Quotas.FieldsPerDomain, "The domain", "fields, system fields included");

        var now = clock.GetUtcNow();
        var field = new Field
        {
            DomainKey = domain.Key,
            FieldId = newId(),
            Name = request.Name!,
            Type = request.Type!.Value,
            Namespace = FieldNamespace.Custom,
            Description = request.Description,
            IsMultiline = request.Attributes?.Text?.IsMultiline,
            CreatedTime = now,
            LastModifiedTime = now,
        };
        db.Add(field);
        return new(field.FieldId, field.ArnIn(domain));
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string fieldId, UpdateFieldRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, fieldId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string fieldId, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Delete(db, domainId, fieldId), cancellationToken);

    public ListFieldsResponse List(string domainId, ListFieldsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListFields", domain.DomainId);
        // System fields were made first, with the domain, so creation order puts them first.
        var page = db.Fields.Of(domain).ToPage(request, LargestPage, tokens, options.Value);
        return new([.. page.Items.Select(field => field.ToSummary(domain))], page.NextToken);
    }

    public BatchGetFieldResponse BatchGet(string domainId, BatchGetFieldRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var ids = request.Fields!.Select(field => field.Id!).Distinct().ToArray();

        var found = db.Fields.Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
            .ToDictionary(field => field.FieldId);

        return new(
            [.. ids.Where(found.ContainsKey).Select(id => found[id].ToResponse(domain))],
            [.. ids.Where(id => !found.ContainsKey(id)).Select(NotFound)]);
    }

    public Task<BatchPutFieldOptionsResponse> BatchPutOptionsAsync(
        string domainId, string fieldId, BatchPutFieldOptionsRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => BatchPutOptions(db, domainId, fieldId, request), cancellationToken);

    public BatchPutFieldOptionsResponse BatchPutOptions(
        CasesDbContext db, string domainId, string fieldId, BatchPutFieldOptionsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var field = GetSingleSelect(db, domain, fieldId);
        var quotas = options.Value.Quotas;
        var puts = request.Options!;
        if (puts.GroupBy(option => option.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException($"The option value '{twice.Key}' is given twice.");
        }

        field.EnsureLive(field.FieldId);
        db.Attach(field).Collection(owner => owner.Options).Load();
        var errors = puts.Select(option => Put(field, option)).OfType<FieldOptionError>().ToList();
        Quota.EnsureWithin(field.Options.Count, quotas.OptionsPerField, $"Field {field.Label}", "options");
        return new(errors);
    }

    public ListFieldOptionsResponse ListOptions(string domainId, string fieldId, ListFieldOptionsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var field = GetSingleSelect(db, domain, fieldId);
        var wanted = request.Values is [var value] ? value : null;
        var tokens = new PageTokens("ListFieldOptions", $"{domain.DomainId}/{field.FieldId}", wanted ?? "");
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.Value.PageSize(request.MaxResults, LargestPage);

        var rows = db.SelectOptions
            .Where(option => option.FieldKey == field.Key && option.Key > after && (wanted == null || option.Value == wanted))
            .OrderBy(option => option.Key).Take(size + 1);

        var page = Page<SelectOption>.Of(rows, size, tokens, option => option.Key);
        return new([.. page.Items.Select(option => option.ToContract())], page.NextToken);
    }

    private EmptyResponse Update(CasesDbContext db, string domainId, string fieldId, UpdateFieldRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var field = db.GetField(domain, fieldId);
        field.EnsureLive(fieldId);
        EnsureFits(request.Attributes, field.Type);
        if (field.Namespace == FieldNamespace.System && field.WouldBeRenamed(request))
        {
            throw new ValidationException($"{field.Label} is a system field; its name and description cannot be changed.");
        }

        db.Fields.Of(domain).EnsureNameIsFree(request.Name, field);
        if (request is not { Name: null, Description: null, Attributes: null })
        {
            db.Attach(field).Entity.Apply(request, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId, string fieldId)
    {
        var domain = db.GetDomain(caller, domainId);
        var field = db.GetField(domain, fieldId);
        if (field.Namespace == FieldNamespace.System)
        {
            throw new ValidationException($"{field.Label} is a system field; it cannot be deleted.");
        }

        if (field.Deleted)
        {
            return EmptyResponse.Instance;
        }

        if (CaseRuleReferences.FindUse(db, domain, fieldId) is { } rule)
        {
            throw new ConflictException($"Field {field.Label} is used by the case rule '{rule.CaseRuleId}' ({rule.Name}).");
        }

        Quota.EnsureRoom(
            db.Fields.Count(other => other.DomainKey == domain.Key && other.Deleted),
            options.Value.Quotas.DeletedFieldsPerDomain,
            "The domain",
            "deleted fields");
        db.Attach(field).Entity.Deleted = true;
        return EmptyResponse.Instance;
    }

    private static void EnsureFits(FieldAttributes? attributes, FieldType type)
    {
        if (attributes?.Text is not null && type != FieldType.Text)
        {
            throw new ValidationException($"attributes.text fits fields of type Text only, not {type}.");
        }
    }

    private static Field GetSingleSelect(CasesDbContext db, Domain domain, string fieldId)
    {
        var field = db.GetField(domain, fieldId);
        return field.Type == FieldType.SingleSelect
            ? field
            : throw new ValidationException($"Field {field.Label} is of type {field.Type}; only SingleSelect fields have options.");
    }

    /// <summary>Adds or changes one option, or says why not: a bad one does not keep the others from being applied.</summary>
    private FieldOptionError? Put(Field field, FieldOption option)
    {
        var value = option.Value!;
        if (field.FieldId == SystemFields.Status && value is SystemFields.Open or SystemFields.Closed)
        {
            return Refused(value, $"The option '{value}' of the status field cannot be changed.");
        }

        if (options.Value.OptionValues == OptionValueRule.Documented && !DocumentedValue().IsMatch(value))
        {
            return Refused(value, "An option value has only letters, digits, hyphens and underscores.");
        }

        if (field.Options.Find(existing => existing.Value == value) is { } known)
        {
            known.Name = option.Name!;
            known.Active = option.Active!.Value;
        }
        else
        {
            field.Options.Add(SelectOption.Create(option.Name!, value, option.Active!.Value));
        }

        return null;
    }

    private static FieldOptionError Refused(string value, string why) => new(why, EntryErrorCode.Invalid, value);

    private static FieldError NotFound(string fieldId) =>
        new(fieldId, EntryErrorCode.NotFound, $"Field '{fieldId}' does not exist.");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex DocumentedValue();
}
