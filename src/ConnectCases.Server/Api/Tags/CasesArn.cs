using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Api.Tags;

/// <summary>The parsed ARN of a resource of this service (behaviour.md 2.2).</summary>
internal sealed record CasesArn(
    string Region, string Account, string DomainId, ResourceType Type, string Id, string? CaseId = null)
{
    private const string Format = "arn:aws:cases:REGION:ACCOUNT:domain/DOMAIN, optionally followed by /field/ID, /layout/ID, "
        + "/template/ID, /case-rule/ID, /case/ID or /case/ID/related-item/ID";

    /// <exception cref="ValidationException">
    /// The text is not an ARN, the ARN belongs to another service, or the resource cannot be tagged.
    /// </exception>
    public static CasesArn Parse(string? text)
    {
        if (text?.Split(':', 6) is not ["arn", var partition, var service, var region, var account, var resource]
            || !AllPresent(partition, service, region, account))
        {
            throw InvalidArn("Member must be an ARN", "Send the ARN that Create, Get and List operations return, and encode each / of the ARN in the path as %2F.");
        }

        if (service != "cases")
        {
            throw InvalidArn(
                $"The service of the ARN must be 'cases', not '{Excerpt.Of(service)}'",
                service == "connectcases"
                    ? "The ARNs of Amazon Connect Cases have the service 'cases'. Only the SDKs and the CLI call it connectcases."
                    : $"The ARNs of Amazon Connect Cases have the service 'cases'. '{Excerpt.Of(service)}' is another service.");
        }

        // An empty Region belongs to no caller, so an ARN with the wrong partition is not found.
        var validRegion = partition == Arn.PartitionOf(region) ? region : "";
        return resource.Split('/') switch
        {
            ["domain", var domain] when AllPresent(domain) => new(validRegion, account, domain, ResourceType.Domain, domain),
            ["domain", var domain, var kind, var id] when AllPresent(domain, id) && TypeOf(kind) is { } type =>
                new(validRegion, account, domain, type, id),
            ["domain", var domain, "case", var @case, "related-item", var id] when AllPresent(domain, @case, id) =>
                new(validRegion, account, domain, ResourceType.RelatedItem, id, @case),
            _ => throw InvalidArn(
                "The resource of the ARN must be a domain, case, related item, case rule, field, layout or template, "
                + $"not '{Excerpt.Of(resource)}'",
                "Use the ARN that Create, Get and List operations return without changes."),
        };
    }

    public ResourceNotFoundException NotFound(Caller caller) => new($"{Type}", Id, Account == caller.Account && Region == caller.Region
        ? (ErrorText)$"Check each id of the ARN. The Get and List operations return ARNs of existing resources."
        : $"The ARN belongs to account {Account}, Region {(Region.Length == 0 ? "of another partition" : Region)}. The caller has account {caller.Account}, Region {caller.Region}.");

    private static bool AllPresent(params ReadOnlySpan<string> parts) => !parts.Contains("");

    private static ResourceType? TypeOf(string kind) => kind switch
    {
        "field" => ResourceType.Field,
        "layout" => ResourceType.Layout,
        "template" => ResourceType.Template,
        "case-rule" => ResourceType.CaseRule,
        "case" => ResourceType.Case,
        _ => null,
    };

    private static ValidationException InvalidArn(string problem, string hint) =>
        new(Refusal.ArnForm, ConstraintViolations.Describe("arn", $"{problem}. The format is {Format}"), ErrorText.Whole(hint))
        {
            Member = "arn",
        };
}

/// <summary>The types of resources that can be tagged, with the names from the authorization reference.</summary>
internal enum ResourceType
{
    Domain,
    Field,
    Layout,
    Template,
    CaseRule,
    Case,
    RelatedItem,
}
