using System.Text.RegularExpressions;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Fields;

internal sealed partial class FieldService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    RequestWarnings warnings,
    IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    public Task<CreateFieldResponse> CreateAsync(
        string domainId, CreateFieldRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, request), cancellationToken);

    public CreateFieldResponse Create(CasesDbContext unit, string domainId, CreateFieldRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        EnsureFits(request.Attributes, request.Type!.Value);

        var now = clock.GetUtcNow();
        var field = new Field
        {
            DomainKey = domain.Key,
            FieldId = newId(IdKind.Field),
            Name = request.Name!,
            Type = request.Type!.Value,
            Namespace = FieldNamespace.Custom,
            Description = request.Description,
            IsMultiline = request.Attributes?.Text?.IsMultiline,
            CreatedTime = now,
            LastModifiedTime = now,
        };
        DomainResourceLifecycle.Create(
            unit, domain, field, options.Value.Quotas.FieldsPerDomain, ", system fields included");
        return new(field.FieldId, field.ArnIn(domain));
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string fieldId, UpdateFieldRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, fieldId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string fieldId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, fieldId), cancellationToken);

    public ListFieldsResponse List(string domainId, ListFieldsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListFields", domain.DomainId);

        // System fields come first, because they are created with the domain.
        var page = db.Fields.Of(domain).ToPage(request, MaxPageSize, tokens, options.Value);
        return new([.. page.Items.Select(field => field.ToSummary(domain))], page.NextToken);
    }

    public BatchGetFieldResponse BatchGet(string domainId, BatchGetFieldRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var ids = request.Fields!.Select(field => field.Id!).Distinct().ToArray();

        var found = db.Fields.Where(field => field.DomainKey == domain.Key && ids.Contains(field.FieldId))
            .ToDictionary(field => field.FieldId);

        var missing = ids.Where(id => !found.ContainsKey(id)).ToList();
        if (missing.Count > 0)
        {
            warnings.AddFailures(missing.Count, MissingResource.Explain<Field>(db, domain, missing[0]).MessageAndHint);
        }

        return new([.. ids.Where(found.ContainsKey).Select(id => found[id].ToResponse(domain))], [.. missing.Select(NotFound)]);
    }

    public Task<BatchPutFieldOptionsResponse> BatchPutOptionsAsync(
        string domainId, string fieldId, BatchPutFieldOptionsRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => BatchPutOptions(unit, domainId, fieldId, request), cancellationToken);

    public BatchPutFieldOptionsResponse BatchPutOptions(
        CasesDbContext unit, string domainId, string fieldId, BatchPutFieldOptionsRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var field = GetSingleSelect(unit, domain, fieldId);
        var puts = request.Options!;
        if (puts.GroupBy(option => option.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ValidationException(
                Refusal.RepeatedOption,
                $"options contains the value '{twice.Key}' twice. Each value must occur only once.",
                hint: $"The value identifies the option. Send one entry per value.")
            {
                Member = "options",
            };
        }

        DomainResourceLifecycle.EnsureLive(field, fieldId);
        unit.Attach(field).Collection(owner => owner.Options).Load();
        var errors = puts.Select(option => Put(field, option)).OfType<FieldOptionError>().ToList();
        warnings.AddFailures(errors.Count, errors.FirstOrDefault()?.Message);
        Quota.EnsureWithin(field.Options.Count, options.Value.Quotas.OptionsPerField, $"Field {field.Label}", "option");
        return new(errors);
    }

    public ListFieldOptionsResponse ListOptions(string domainId, string fieldId, ListFieldOptionsRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var field = GetSingleSelect(db, domain, fieldId);
        var wanted = request.Values is [var value] ? value : null;
        var tokens = new PageTokens("ListFieldOptions", $"{domain.DomainId}/{field.FieldId}", wanted ?? "");
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var rows = db.SelectOptions
            .Where(option => option.FieldKey == field.Key && option.Key > after && (wanted == null || option.Value == wanted))
            .OrderBy(option => option.Key).Take(size + 1);

        var page = Page<SelectOption>.Of(rows, size, tokens, option => option.Key);
        return new([.. page.Items.Select(option => option.ToContract())], page.NextToken);
    }

    public EmptyResponse Update(CasesDbContext unit, string domainId, string fieldId, UpdateFieldRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var field = unit.GetField(domain, fieldId);
        DomainResourceLifecycle.EnsureLive(field, fieldId);
        EnsureFits(request.Attributes, field.Type);
        if (field.Namespace == FieldNamespace.System && field.HasNewNameOrDescription(request))
        {
            throw new ValidationException(
                Refusal.SystemField,
                $"Field {field.Label} is a system field. Its name and description cannot be changed.",
                hint: $"Create a custom field with CreateField if you need another name.");
        }

        DomainResourceLifecycle.EnsureNameIsFree(unit, domain, request.Name, field);
        if (request is not { Name: null, Description: null, Attributes: null })
        {
            unit.Attach(field).Entity.Apply(request, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    public EmptyResponse Delete(CasesDbContext unit, string domainId, string fieldId)
    {
        var domain = unit.GetDomain(caller, domainId);
        var field = unit.GetField(domain, fieldId);
        if (field.Namespace == FieldNamespace.System)
        {
            throw new ValidationException(
                Refusal.SystemField,
                $"Field {field.Label} is a system field. System fields cannot be deleted.",
                hint: $"Remove the field from layouts and templates if people must not see it.");
        }

        return DomainResourceLifecycle.Delete(unit, field, () =>
        {
            if (CaseRuleChecks.FindUse(unit, domain, fieldId) is { } rule)
            {
                throw new ConflictException(
                    Refusal.FieldInUse,
                    $"Field {field.Label} is used by the case rule {rule.Label}.",
                    $"Change or delete the case rule before you delete this field.",
                    hintInMessage: true);
            }

            Quota.EnsureRoom(
                DomainResourceLifecycle.CountDeleted<Field>(unit, domain),
                options.Value.Quotas.DeletedFieldsPerDomain,
                "The domain",
                "deleted field");
        });
    }

    private static void EnsureFits(FieldAttributes? attributes, FieldType type)
    {
        if (attributes?.Text is not null && type != FieldType.Text)
        {
            throw new ValidationException(
                Refusal.FieldAttributes,
                $"attributes.text is for fields of type Text. The type of this field is {type}.",
                hint: $"Leave out attributes, or create the field with the type Text.")
            {
                Member = "attributes.text",
            };
        }
    }

    private static Field GetSingleSelect(CasesDbContext context, Domain domain, string fieldId)
    {
        var field = context.GetField(domain, fieldId);
        return field.Type == FieldType.SingleSelect
            ? field
            : throw new ValidationException(
                Refusal.OptionsOfField,
                $"Field {field.Label} is of type {field.Type}. Only SingleSelect fields have options.",
                hint: $"Create a field of the type SingleSelect, and add its options with BatchPutFieldOptions.");
    }

    /// <summary>Adds or changes one option. If the option is invalid, returns an error and changes nothing.</summary>
    private FieldOptionError? Put(Field field, FieldOption option)
    {
        var value = option.Value!;
        var known = field.Options.Find(existing => existing.Value == value);
        if (known?.ToContract() == option)
        {
            return null;
        }

        if (field.FieldId == SystemFields.Status && value is SystemFields.Open or SystemFields.Closed)
        {
            return Invalid(value, $"The option '{Excerpt.Of(value)}' of the status field cannot be changed.");
        }

        if (options.Value.OptionValues == OptionValueMode.Documented && !DocumentedValue().IsMatch(value))
        {
            return Invalid(value, "An option value can contain only letters, digits, hyphens and underscores.");
        }

        if (known is not null)
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

    private static FieldOptionError Invalid(string value, string message) => new(message, EntryErrorCode.Invalid, value);

    private static FieldError NotFound(string fieldId) =>
        new(fieldId, EntryErrorCode.NotFound, $"Field '{Excerpt.Of(fieldId)}' does not exist.");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex DocumentedValue();
}
