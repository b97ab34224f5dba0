using FluentValidation;

namespace ConnectCases.Protocol.Validation;

/// <summary>The constraints of path labels. A label has the same shape in every path.</summary>
internal sealed class PathLabelValidator : ContractValidator<RouteValueDictionary>
{
    private PathLabelValidator()
    {
        foreach (var label in new[] { "domainId", "fieldId", "layoutId", "templateId", "caseRuleId", "relatedItemId", "arn" })
        {
            RuleFor(labels => (string?)labels[label]).Identifier().OverridePropertyName(label);
        }

        RuleFor(labels => (string?)labels["name"]).TextLength(1, 100).OverridePropertyName("name");
        RuleFor(labels => (string?)labels["id"]).TextLength(1, 100).OverridePropertyName("id");
        RuleFor(labels => (string?)labels["caseId"]).CaseIdentifier().OverridePropertyName("caseId");
    }

    public static PathLabelValidator Instance { get; } = new();
}
