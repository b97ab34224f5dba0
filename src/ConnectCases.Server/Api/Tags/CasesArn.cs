using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Api.Tags;

/// <summary>The ARN of a resource of this service, taken apart (behaviour.md 2.2).</summary>
internal sealed record CasesArn(
    string Region, string Account, string DomainId, ResourceType Type, string Id, string? CaseId = null)
{
    private const string Form = "arn:aws:cases:REGION:ACCOUNT:domain/DOMAIN, which may go on with /field/, /layout/, /template/, "
        + "/case-rule/ or /case/ and an id, and after a case with /related-item/ and an id";

    /// <exception cref="ValidationException">No ARN, one of another service, or of a kind that this service does not have.</exception>
    public static CasesArn Parse(string? text)
    {
        if (text?.Split(':', 6) is not ["arn", var partition, var service, var region, var account, var resource]
            || !Named(partition, service, region, account))
        {
            throw Refused("Member must be an ARN");
        }

        if (service != "cases")
        {
            throw Refused($"The service in an ARN of Amazon Connect Cases is 'cases', not '{service}'");
        }

        // An ARN of another partition names nothing here, like one of another Region.
        var place = partition == Arn.PartitionOf(region) ? region : "";
        return resource.Split('/') switch
        {
            ["domain", var domain] when Named(domain) => new(place, account, domain, ResourceType.Domain, domain),
            ["domain", var domain, var kind, var id] when Named(domain, id) && TypeOf(kind) is { } type =>
                new(place, account, domain, type, id),
            ["domain", var domain, "case", var @case, "related-item", var id] when Named(domain, @case, id) =>
                new(place, account, domain, ResourceType.RelatedItem, id, @case),
            _ => throw Refused("Member must name a resource that can be tagged"),
        };
    }

    public ResourceNotFoundException NotFound() => new($"{Type}", Id);

    private static bool Named(params ReadOnlySpan<string> ids) => !ids.Contains("");

    private static ResourceType? TypeOf(string kind) => kind switch
    {
        "field" => ResourceType.Field,
        "layout" => ResourceType.Layout,
        "template" => ResourceType.Template,
        "case-rule" => ResourceType.CaseRule,
        "case" => ResourceType.Case,
        _ => null,
    };

    private static ValidationException Refused(string why) =>
        new(ConstraintViolations.Describe("arn", $"{why}; the form is {Form}"));
}

/// <summary>What can be tagged, by the names of the authorization reference.</summary>
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
