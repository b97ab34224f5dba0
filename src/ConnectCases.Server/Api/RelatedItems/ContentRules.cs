using System.Text.Json;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>Validates the content of related items and returns the content to store (behaviour.md 8.2).</summary>
internal sealed class ContentRules(CasesDbContext db, Domain domain, EmulatorOptions options)
{
    private static readonly Func<CasesDbContext, long, string, bool> Exists = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string caseId) =>
            db.Set<Case>().Any(@case => @case.DomainKey == domainKey && @case.CaseId == caseId));

    private static readonly Func<CasesDbContext, long, string, bool> HasStatus = CompiledQuery.Of(
        (CasesDbContext db, long caseKey, string option) => db.Set<CaseValue>().Any(value =>
            value.CaseKey == caseKey && value.FieldId == SystemFields.Status && value.Text == option));

    /// <exception cref="ValidationException">The content is not valid for the type, the case or the domain.</exception>
    /// <exception cref="ResourceNotFoundException">The case to connect does not exist.</exception>
    public RelatedItemContent Accept(
        Case @case, RelatedItemType type, RelatedItemInputContent content, DateTimeOffset now) => (type, content) switch
        {
            (RelatedItemType.Contact, { Contact: { } contact }) => new(Contact: FindContact(contact.ContactArn!, now)),
            (RelatedItemType.Comment, { Comment: { } comment }) => new(Comment: comment),
            (RelatedItemType.File, { File: { } file }) => new(File: file),
            (RelatedItemType.Sla, { Sla.SlaInputConfiguration: { } sla }) => new(Sla: StartSla(@case, sla, now)),
            (RelatedItemType.ConnectCase, { ConnectCase: { } link }) => new(ConnectCase: Connect(@case, link.CaseId!)),
            (RelatedItemType.Custom, { Custom: { } custom }) => new(Custom: AcceptCustom(custom.Fields!, [])),
            _ => throw new ValidationException(
                Refusal.ContentType,
                $"content does not match type {type}. Set only the content member of that type.",
                hint: $"Set content.{MemberOf(type)}, or change type.")
            {
                Member = "content",
                Expected = MemberOf(type),
                Actual = content.MembersFound,
            },
        };

    /// <exception cref="ValidationException">The content does not match the item, or its type cannot be updated.</exception>
    public RelatedItemContent AcceptUpdate(RelatedItem item, RelatedItemUpdateContent content) => (item.Type, content) switch
    {
        (RelatedItemType.Comment, { Comment: { } comment }) => new(Comment: new(comment.Body, comment.ContentType)),
        (RelatedItemType.Custom, { Custom: { } custom }) => new(Custom: AcceptCustom(custom.Fields!, item.ReadContent().Custom!.Fields)),
        (RelatedItemType.Comment or RelatedItemType.Custom, _) => throw new ValidationException(
            Refusal.ContentType,
            $"content does not match the related item, which has type {item.Type}. Set only the content member of that type.",
            hint: $"Set content.{MemberOf(item.Type)}.")
        {
            Member = "content",
            Expected = MemberOf(item.Type),
            Actual = content.MembersFound,
        },
        _ => throw new ValidationException(
            Refusal.ItemNotUpdatable,
            $"The related item has type {item.Type}. Only items of type Comment and Custom can be updated.",
            hint: $"Delete the item with DeleteRelatedItem, and create a new one with CreateRelatedItem."),
    };

    private static string MemberOf(RelatedItemType type) => JsonNamingPolicy.CamelCase.ConvertName($"{type}");

    // The service reads these values from Amazon Connect. The emulator uses configured contacts or defaults (behaviour.md 8.2).
    private ContactContent FindContact(string contactArn, DateTimeOffset now)
    {
        var known = options.Contacts.FirstOrDefault(contact => contact.ContactArn == contactArn) ?? new KnownContact();
        return new(contactArn, known.Channel, known.ConnectedToSystemTime ?? now);
    }

    private ConnectCaseContent Connect(Case @case, string caseId)
    {
        if (caseId == @case.CaseId)
        {
            throw new ValidationException(
                Refusal.SelfConnection,
                $"content.connectCase.caseId is the case itself. A case can be connected only with another case.",
                hint: $"The path names the one case. content.connectCase.caseId names the other case of the same domain.")
            {
                Member = "content.connectCase.caseId",
            };
        }

        return Exists(db, domain.Key, caseId)
            ? new(caseId)
            : throw MissingCase.Explain(db, domain, caseId);
    }

    // Accepts an unchanged value without validation, because its field or option may have been deleted or deactivated later.
    private CustomContent AcceptCustom(IReadOnlyList<FieldValue> values, IReadOnlyList<FieldValue> stored)
    {
        const string Member = "content.custom.fields";
        FieldLookup.EnsureDistinct(Member, values.Select(value => value.Id!));
        var assigned = values.Where(value => !stored.Contains(value)).Select(value => value.Id!);
        var fields = FieldLookup.FindLive(db, domain, Member, assigned, withOptions: true);
        if (fields.Values.FirstOrDefault(field => field.Namespace == FieldNamespace.System) is { } system)
        {
            throw new ValidationException(
                Refusal.SystemField,
                $"{Member} contains the system field {system.Label}. Custom items can have custom fields only.",
                hint: $"Create a field with CreateField, and use its id in the custom item.")
            {
                Member = Member,
            };
        }

        return new([.. values.Select(value => stored.Contains(value)
            ? value
            : new FieldValue(value.Id, AcceptValue(fields[value.Id!], value.Value!)))]);
    }

    private FieldValueUnion AcceptValue(Field field, FieldValueUnion value) =>
        field.Normalize(value, options.ArnForms) is { EmptyValue: null } normalized
            ? normalized
            : throw new ValidationException(
                Refusal.ValueType, $"Field {field.Label} has no value.", $"Omit the field instead.", hintInMessage: true);

    private static ValidationException InvalidSla(string member, ErrorText problem, ErrorText hint)
    {
        var path = $"content.sla.slaInputConfiguration.{member}";
        return new(Refusal.SlaConfiguration, $"{path} {problem}", hint) { Member = path };
    }

    private SlaContent StartSla(Case @case, SlaInputConfiguration sla, DateTimeOffset now)
    {
        if (sla.FieldId != SystemFields.Status)
        {
            throw InvalidSla(
                "fieldId",
                $"must be '{SystemFields.Status}'. An SLA can watch only this field.",
                $"Set fieldId to '{SystemFields.Status}' and targetFieldValues to the status that meets the SLA, such as '{SystemFields.Closed}'.");
        }

        if (sla.TargetFieldValues is not [var target])
        {
            throw InvalidSla(
                "targetFieldValues",
                $"must have exactly one value.",
                $"Send one value, such as '{SystemFields.Closed}'. Create another SLA for another status.");
        }

        if (target is not { StringValue: { Length: > 0 } option })
        {
            throw InvalidSla(
                "targetFieldValues[0]",
                $"has no stringValue or an empty stringValue. "
                + $"The stringValue must be the value of an option of the field '{SystemFields.Status}'.",
                $"Send the value of an option, such as '{SystemFields.Closed}'.");
        }

        FieldLookup.Find(db, domain, "fieldId", [sla.FieldId], withOptions: true)[sla.FieldId].Normalize(target, options.ArnForms);
        var reached = HasStatus(db, @case.Key, option);
        return new(new SlaConfiguration(
            sla.Name!,
            sla.Type!.Value,
            reached ? SlaStatus.Met : SlaStatus.Active,
            sla.FieldId,
            [target],
            now.AddMinutes(sla.TargetSlaMinutes!.Value),
            reached ? now : null));
    }
}
