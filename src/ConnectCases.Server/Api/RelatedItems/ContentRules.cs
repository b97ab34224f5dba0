using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>Which content an item of each type takes, and what becomes of it (behaviour.md 8.2).</summary>
internal sealed class ContentRules(CasesDbContext db, Domain domain, EmulatorOptions options)
{
    /// <exception cref="ValidationException">The content does not fit the type, the case or the domain.</exception>
    /// <exception cref="ResourceNotFoundException">The case to connect does not exist.</exception>
    public RelatedItemContent Accept(
        Case @case, RelatedItemType type, RelatedItemInputContent content, DateTimeOffset now) => (type, content) switch
        {
            (RelatedItemType.Contact, { Contact: { } contact }) => new(Contact: Describe(contact.ContactArn!, now)),
            (RelatedItemType.Comment, { Comment: { } comment }) => new(Comment: comment),
            (RelatedItemType.File, { File: { } file }) => new(File: file),
            (RelatedItemType.Sla, { Sla.SlaInputConfiguration: { } sla }) => new(Sla: Begin(@case, sla, now)),
            (RelatedItemType.ConnectCase, { ConnectCase: { } link }) => new(ConnectCase: Connect(@case, link.CaseId!)),
            (RelatedItemType.Custom, { Custom: { } custom }) => new(Custom: AcceptCustom(custom.Fields!, [])),
            _ => throw new ValidationException(
                $"type is {type}, so content must have the member of that type and no other."),
        };

    /// <exception cref="ValidationException">The content does not fit the item, or items of its type cannot be updated.</exception>
    public RelatedItemContent AcceptUpdate(RelatedItem item, RelatedItemUpdateContent content) => (item.Type, content) switch
    {
        (RelatedItemType.Comment, { Comment: { } comment }) => new(Comment: new(comment.Body, comment.ContentType)),
        (RelatedItemType.Custom, { Custom: { } custom }) => new(Custom: AcceptCustom(custom.Fields!, item.ReadContent().Custom!.Fields)),
        (RelatedItemType.Comment or RelatedItemType.Custom, _) => throw new ValidationException(
            $"The related item is of type {item.Type}, so content must have the member of that type."),
        _ => throw new ValidationException(
            $"The related item is of type {item.Type}; only those of type Comment and Custom can be updated."),
    };

    // The service would ask Amazon Connect; behaviour.md 8.2 says what stands in for it.
    private ContactContent Describe(string contactArn, DateTimeOffset now)
    {
        var known = options.Contacts.FirstOrDefault(contact => contact.ContactArn == contactArn) ?? new KnownContact();
        return new(contactArn, known.Channel, known.ConnectedToSystemTime ?? now);
    }

    private ConnectCaseContent Connect(Case @case, string caseId)
    {
        if (caseId == @case.CaseId)
        {
            throw new ValidationException("content.connectCase.caseId names the case itself; a case is connected with another.");
        }

        return db.Cases.Any(other => other.DomainKey == domain.Key && other.CaseId == caseId)
            ? new(caseId)
            : throw new ResourceNotFoundException("Case", caseId);
    }

    // A value that the item has already is no assignment, so its field or option may have gone out of use meanwhile.
    private CustomContent AcceptCustom(IReadOnlyList<FieldValue> values, IReadOnlyList<FieldValue> stored)
    {
        const string Member = "content.custom.fields";
        FieldLookup.EnsureDistinct(Member, values.Select(value => value.Id!));
        var assigned = values.Where(value => !stored.Contains(value)).Select(value => value.Id!);
        var fields = FieldLookup.FindLive(db, domain, Member, assigned, withOptions: true);
        if (fields.Values.FirstOrDefault(field => field.Namespace == FieldNamespace.System) is { } system)
        {
            throw new ValidationException($"{system.Label} is a system field; custom items have custom fields only.");
        }

        return new([.. values.Select(value => stored.Contains(value)
            ? value
            : new FieldValue(value.Id, AcceptValue(fields[value.Id!], value.Value!)))]);
    }

    private static FieldValueUnion AcceptValue(Field field, FieldValueUnion value) =>
        field.Normalize(value) is { EmptyValue: null } normalized
            ? normalized
            : throw new ValidationException($"Field {field.Label} has no value; a field without one is left out of a custom item.");

    private SlaContent Begin(Case @case, SlaInputConfiguration sla, DateTimeOffset now)
    {
        if (sla.FieldId != SystemFields.Status)
        {
            throw new ValidationException(
                $"content.sla.slaInputConfiguration.fieldId must be '{SystemFields.Status}', the only field that an SLA can watch.");
        }

        if (sla.TargetFieldValues is not [var target])
        {
            throw new ValidationException("content.sla.slaInputConfiguration.targetFieldValues must have exactly one value.");
        }

        if (target is not { StringValue: { Length: > 0 } option })
        {
            throw new ValidationException(
                "content.sla.slaInputConfiguration.targetFieldValues must have the value of a status option as stringValue.");
        }

        FieldLookup.Find(db, domain, "fieldId", [sla.FieldId], withOptions: true)[sla.FieldId].Normalize(target);
        var reached = db.CaseValues.Any(current =>
            current.CaseKey == @case.Key && current.FieldId == SystemFields.Status && current.Text == option);
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
