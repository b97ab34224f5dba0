using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.State;

/// <summary>Checks the lines of one domain in a state document.</summary>
internal sealed class DomainCheck(string domainId)
{
    // The maximum of the API.
    private const int MaxCommentLength = 15_000;

    // More resources than the largest quota mean that the document is no export. The ids and names are kept in memory.
    private const int MaxResources = 10_000;

    private static readonly PutCaseEventConfigurationValidator EventConfigurations = new();
    private static readonly CreateFieldValidator Fields = new();
    private static readonly FieldOptionValidator Options = new();
    private static readonly CreateLayoutValidator Layouts = new();
    private static readonly CreateCaseRuleValidator CaseRules = new();
    private static readonly CreateTemplateValidator Templates = new();

    private readonly Dictionary<string, Field> fields = [];
    private readonly HashSet<string> layouts = [];
    private readonly HashSet<string> rules = [];
    private readonly HashSet<string> templates = [];
    private readonly HashSet<(string Kind, string Name)> names = [];
    private Field? lastField;
    private int resources;

    /// <exception cref="DocumentException">The line breaks a constraint or refers to a resource that does not exist.</exception>
    public void Check(int number, StateLine line)
    {
        switch (line)
        {
            case { EventConfiguration: { } configuration }:
                var events = StateReader.ReadStored(
                    number, "eventConfiguration.eventBridge", configuration.EventBridge, EventConfigurationJson.Wire.EventBridgeConfiguration);
                StateConstraints.EnsureValid(number, "eventConfiguration", EventConfigurations, new(events));
                break;
            case { Field: { } field }:
                CheckField(number, field);
                break;
            case { Options: { } options }:
                CheckOptions(number, options);
                break;
            case { Layout: { } layout }:
                CheckLayout(number, layout);
                break;
            case { CaseRule: { } rule }:
                CheckRule(number, rule);
                break;
            case { Template: { } template }:
                CheckTemplate(number, template);
                break;
            case { Case: { } @case }:
                CheckCase(number, @case);
                break;
            case { RelatedItem: { } item }:
                CheckRelatedItem(number, item);
                break;
            case { AuditEvent: { } audit }:
                CheckAuditEvent(number, audit);
                break;
            case { DeletedCase: { } deleted }:
                StateConstraints.EnsureId(number, "deletedCase.caseId", deleted.CaseId);
                break;
            case { Merge: { } merge }:
                StateConstraints.EnsureId(number, "merge.primaryCaseId", merge.PrimaryCaseId);
                StateConstraints.EnsureId(number, "merge.secondaryCaseId", merge.SecondaryCaseId);
                StateConstraints.EnsureNew(number, "case of the merge", merge.PrimaryCaseId, merge.PrimaryCaseId != merge.SecondaryCaseId);
                break;
            case { ClientToken: { } token }:
                StateConstraints.EnsureId(number, "clientToken.clientToken", token.ClientToken);
                break;
            case { SeedResource: { } seeded }:
                StateConstraints.EnsureId(number, "seedResource.resourceId", seeded.ResourceId);
                break;
        }
    }

    private void CheckField(int number, FieldLine field)
    {
        StateConstraints.EnsureId(number, "field.fieldId", field.FieldId);
        StateConstraints.EnsureValid(number, "field", Fields, new(field.Name, field.Type, field.Description, Attributes: null));
        if (field.Namespace == FieldNamespace.System
            && (field.Deleted || SystemFields.All.FirstOrDefault(known => known.FieldId == field.FieldId)?.Type != field.Type))
        {
            throw new DocumentException($"Line {number}: '{field.FieldId}' is not a system field of the type {field.Type} that is not deleted.");
        }

        lastField = new()
        {
            FieldId = field.FieldId,
            Name = field.Name,
            Type = field.Type,
            Namespace = field.Namespace,
            CreatedTime = field.CreatedTime,
            LastModifiedTime = field.LastModifiedTime,
        };
        EnsureUnique(number, "field", field.FieldId, fields.TryAdd(field.FieldId, lastField), field.Name, field.Deleted, field.Tags);
    }

    private void CheckOptions(int number, OptionsLine options)
    {
        if (options.FieldId != lastField?.FieldId || lastField.Type != FieldType.SingleSelect || lastField.Options.Count > 0)
        {
            throw new DocumentException(
                $"Line {number}: the options of field '{options.FieldId}' must follow the line of this field, once. The field must have the type SingleSelect.");
        }

        var values = new HashSet<string>();
        foreach (var option in options.Options)
        {
            StateConstraints.EnsureValid(number, "options", Options, option ?? new(null, null, null));
            StateConstraints.EnsureNew(number, "option", option!.Value!, values.Add(option.Value!));
            lastField.Options.Add(SelectOption.Create(option.Name!, option.Value!, option.Active!.Value));
        }
    }

    private void CheckLayout(int number, LayoutLine layout)
    {
        var content = StateReader.ReadStored(number, "layout.content", layout.Content, LayoutJson.Wire.LayoutContent);
        StateConstraints.EnsureId(number, "layout.layoutId", layout.LayoutId);
        StateConstraints.EnsureValid(number, "layout", Layouts, new(layout.Name, content));
        EnsureUnique(number, "layout", layout.LayoutId, layouts.Add(layout.LayoutId), layout.Name, layout.Deleted, layout.Tags);
        foreach (var field in content.FieldIds)
        {
            StateConstraints.EnsureKnown(number, "field", field, fields.ContainsKey(field));
        }
    }

    private void CheckRule(int number, CaseRuleLine rule)
    {
        var details = StateReader.ReadStored(number, "caseRule.rule", rule.Rule, CaseRuleJson.Wire.CaseRuleDetails);
        StateConstraints.EnsureId(number, "caseRule.caseRuleId", rule.CaseRuleId);
        StateConstraints.EnsureValid(number, "caseRule", CaseRules, new(rule.Name, rule.Description, details));
        EnsureUnique(number, "caseRule", rule.CaseRuleId, rules.Add(rule.CaseRuleId), rule.Name, rule.Deleted, rule.Tags);
    }

    private void CheckTemplate(int number, TemplateLine template)
    {
        var required = StateReader.ReadStored(
            number, "template.requiredFields", template.RequiredFields, TemplateJson.Wire.IReadOnlyListRequiredField);
        var bound = StateReader.ReadStored(number, "template.rules", template.Rules, TemplateJson.Wire.IReadOnlyListTemplateRule);
        var tags = template.TagPropagationConfigurations is { } stored
            ? StateReader.ReadStored(
                number, "template.tagPropagationConfigurations", stored, TemplateJson.Wire.IReadOnlyListTagPropagationConfiguration)
            : null;
        StateConstraints.EnsureId(number, "template.templateId", template.TemplateId);
        StateConstraints.EnsureValid(number, "template", Templates, new(
            template.Name,
            template.Description,
            template.DefaultLayout is { } layout ? new(layout) : null,
            required,
            template.Status,
            bound,
            tags));
        EnsureUnique(number, "template", template.TemplateId, templates.Add(template.TemplateId), template.Name, template.Deleted, template.Tags);
        if (template.DefaultLayout is { } layoutId)
        {
            StateConstraints.EnsureKnown(number, "layout", layoutId, layouts.Contains(layoutId));
        }

        foreach (var field in required.Select(field => field.FieldId!).Concat(bound.Select(rule => rule.FieldId).OfType<string>()))
        {
            StateConstraints.EnsureKnown(number, "field", field, fields.ContainsKey(field));
        }

        foreach (var rule in bound)
        {
            StateConstraints.EnsureKnown(number, "caseRule", rule.CaseRuleId!, rules.Contains(rule.CaseRuleId!));
        }
    }

    private void CheckCase(int number, CaseLine @case)
    {
        StateConstraints.EnsureId(number, "case.caseId", @case.CaseId);
        StateConstraints.EnsureKnown(number, "template", @case.TemplateId, templates.Contains(@case.TemplateId));
        StateConstraints.EnsureTags(number, "case.tags", @case.Tags);
        var seen = new HashSet<string>(@case.Fields.Count);
        foreach (var field in @case.Fields)
        {
            var (id, value) = StateConstraints.EnsureValue(number, field);
            StateConstraints.EnsureNew(number, "field", id, seen.Add(id));
            StateConstraints.EnsureKnown(number, "field", id, fields.TryGetValue(id, out var definition));
            EnsureFits(number, definition!, value);
        }

        StateConstraints.EnsureKnown(number, "value of field", SystemFields.Status, seen.Contains(SystemFields.Status));
    }

    private static void EnsureFits(int number, Field field, FieldValueUnion value)
    {
        FieldValueUnion stored;
        try
        {
            stored = field.NormalizeOperand(value);
        }
        catch (ValidationException failure)
        {
            throw new DocumentException($"Line {number}: {ErrorText.Whole(failure.Message)}");
        }

        // The validator of the API would take most of the time of a large document.
        var text = value.StringValue ?? value.UserArnValue;
        if (value.EmptyValue is not null || stored != value || text?.Length is 0 or > Field.MaxTextLength
            || (field.Type == FieldType.SingleSelect && !field.Options.Exists(option => option.Value == text)))
        {
            throw new DocumentException($"Line {number}: the value of field '{field.FieldId}' is not a value that the service stores in a {field.Type} field.");
        }
    }

    private void CheckRelatedItem(int number, RelatedItemLine item)
    {
        StateConstraints.EnsureId(number, "relatedItem.caseId", item.CaseId);
        StateConstraints.EnsureId(number, "relatedItem.relatedItemId", item.RelatedItemId);
        StateConstraints.EnsureTags(number, "relatedItem.tags", item.Tags);
        var content = StateReader.ReadStored(number, "relatedItem.content", item.Content, RelatedItemJson.Wire.RelatedItemContent);
        var fits = content.HasOneMember && item.Type switch
        {
            RelatedItemType.Contact => content.Contact is { ContactArn: not null, Channel: not null },
            RelatedItemType.Comment => content.Comment is { Body.Length: > 0 and <= MaxCommentLength, ContentType: not null },
            RelatedItemType.File => content.File is { FileArn: not null },
            RelatedItemType.Sla => content.Sla?.SlaConfiguration is { Name: not null, TargetFieldValues: { } targets } sla
                && sla.TargetTime != default && targets.All(target => target is { HasOneMember: true })
                && (sla.FieldId is null || fields.ContainsKey(sla.FieldId)),
            RelatedItemType.ConnectCase => content.ConnectCase is { CaseId: not null },
            RelatedItemType.Custom => content.Custom?.Fields is not null,
        };
        if (!fits)
        {
            throw new DocumentException($"Line {number}: the content of the related item is not the content of a {item.Type}.");
        }

        foreach (var value in content.Custom?.Fields ?? [])
        {
            StateConstraints.EnsureValue(number, value);
        }

        EnsureUser(number, "relatedItem.performedBy", item.PerformedBy);
        EnsureUser(number, "relatedItem.lastUpdatedUser", item.LastUpdatedUser);
    }

    private static void CheckAuditEvent(int number, AuditEventLine audit)
    {
        StateConstraints.EnsureId(number, "auditEvent.caseId", audit.CaseId);
        StateConstraints.EnsureId(number, "auditEvent.eventId", audit.EventId);
        foreach (var field in StateReader.ReadStored(number, "auditEvent.fields", audit.Fields, AuditEventJson.Wire.IReadOnlyListAuditEventField))
        {
            StateConstraints.EnsureValue(number, new(field?.EventFieldId, field?.NewValue));
            if (field!.OldValue is { } old)
            {
                StateConstraints.EnsureValue(number, new(field.EventFieldId, old));
            }
        }

        EnsureUser(number, "auditEvent.user", audit.User);
        if (audit.MergeMetadata is { } metadata)
        {
            _ = StateReader.ReadStored(number, "auditEvent.mergeMetadata", metadata, AuditEventJson.Wire.AuditMergeMetadata);
        }
    }

    private static void EnsureUser(int number, string member, StoredJson<UserUnion>? stored)
    {
        if (stored is not null && !StateReader.ReadStored(number, member, stored, ProtocolJson.Wire.UserUnion).HasOneMember)
        {
            throw new DocumentException($"Line {number}: '{member}' must have exactly one of userArn, customEntity.");
        }
    }

    // A deleted resource keeps its id, but its name is free.
    private void EnsureUnique(
        int number, string kind, string id, bool isNew, string name, bool isDeleted, StoredJson<IReadOnlyDictionary<string, string>> tags)
    {
        if (++resources > MaxResources)
        {
            throw new DocumentException($"Line {number}: domain {domainId} has more than {MaxResources} fields, layouts, case rules and templates.");
        }

        StateConstraints.EnsureNew(number, $"{kind} of domain {domainId} with the id", id, isNew);
        StateConstraints.EnsureNew(number, $"{kind} of domain {domainId} with the name", name, isDeleted || names.Add((kind, name)));
        StateConstraints.EnsureTags(number, $"{kind}.tags", tags);
    }
}
