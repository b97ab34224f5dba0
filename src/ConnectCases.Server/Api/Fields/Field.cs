using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Fields;

/// <summary>A field of a domain. <c>FieldValueRules</c> validates the values of the field.</summary>
internal sealed class Field : DomainResource
{
    public const int MaxTextLength = 4_100;

    public required string FieldId { get; init; }

    public required FieldType Type { get; init; }

    public required FieldNamespace Namespace { get; init; }

    public string? Description { get; set; }

    /// <summary>
    /// The value that the caller set, or null. If the value is null, responses contain no attributes, and the maximum length of
    /// single-line texts does not apply (behaviour.md 5.2).
    /// </summary>
    public bool? IsMultiline { get; set; }

    public List<SelectOption> Options { get; init; } = [];

    /// <summary>
    /// Names the field in error messages. The label of a custom field includes the name, because the id is generated.
    /// </summary>
    public string Label => Namespace == FieldNamespace.System ? $"'{FieldId}'" : $"'{FieldId}' ({Name})";

    private FieldAttributes? Attributes =>
        IsMultiline is null ? null : new(new TextAttributes(IsMultiline));

    public bool HasNewNameOrDescription(UpdateFieldRequest request) =>
        (request.Name ?? Name) != Name || (request.Description ?? Description) != Description;

    public void Apply(UpdateFieldRequest request, DateTimeOffset now)
    {
        Name = request.Name ?? Name;
        Description = request.Description ?? Description;
        IsMultiline = request.Attributes?.Text?.IsMultiline ?? IsMultiline;
        LastModifiedTime = now;
    }

    /// <summary>
    /// Explains that no option has a value. The hint names the option that the caller probably means, or the first options.
    /// </summary>
    /// <param name="value">The value in the request.</param>
    /// <param name="canBeInactive">Whether the request can contain inactive options.</param>
    public (string Problem, string Hint) ExplainMissingOption(string value, bool canBeInactive)
    {
        var options = Options.Where(option => option.Active || canBeInactive).OrderBy(option => option.Key).ToList();
        var sent = Excerpt.Of(value);
        var problem = $"Field {Label} has no option with the value '{sent}'.";
        if (options.Find(option => option.Name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return (problem, $"'{sent}' is the name of the option '{named.Value}'; send the value '{named.Value}'.");
        }

        if (options.Find(option => option.Value.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            return (problem, $"Letter case counts; send the value '{other.Value}'.");
        }

        return options.Count == 0
            ? ($"Field {Label} has no {(Options.Count == 0 ? "" : "active ")}options yet.", "Add options with BatchPutFieldOptions.")
            : (problem, $"The values are: {Excerpt.List(options.Select(option => option.Value))}.");
    }

    public string ArnIn(Domain domain) => $"{domain.Arn}/field/{FieldId}";

    public FieldSummary ToSummary(Domain domain) =>
        new(FieldId, ArnIn(domain), Name, Type, Namespace, Attributes);

    public GetFieldResponse ToResponse(Domain domain) => new(
        FieldId,
        Name,
        ArnIn(domain),
        Description,
        Type,
        Namespace,
        Tags,
        Deleted,
        CreatedTime,
        LastModifiedTime,
        Attributes);
}

/// <summary>An option of a single-select field. The value identifies the option. Options are never deleted.</summary>
internal sealed class SelectOption
{
    public long Key { get; init; }

    public long FieldKey { get; init; }

    public required string Name { get; set; }

    public required string Value { get; init; }

    public required bool Active { get; set; }

    public static SelectOption Create(string name, string value, bool active = true) =>
        new() { Name = name, Value = value, Active = active };

    public FieldOption ToContract() => new(Name, Value, Active);
}

internal static class FieldTable
{
    private static readonly Func<CasesDbContext, long, string, Field?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string fieldId) => db.Set<Field>().AsNoTracking()
            .FirstOrDefault(field => field.DomainKey == domainKey && field.FieldId == fieldId));

    extension(CasesDbContext db)
    {
        public DbSet<Field> Fields => db.Set<Field>();

        public DbSet<SelectOption> SelectOptions => db.Set<SelectOption>();

        /// <summary>Returns a field, even if the field is deleted.</summary>
        /// <exception cref="ResourceNotFoundException">The field does not exist.</exception>
        public Field GetField(Domain domain, string fieldId) =>
            ById(db, domain.Key, fieldId) ?? throw MissingResource.Explain<Field>(db, domain, fieldId);
    }
}
