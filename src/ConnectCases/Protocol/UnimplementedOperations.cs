namespace ConnectCases.Protocol;

/// <summary>The operations of the contract that are not built yet: 501 with a name instead of an unknown route.</summary>
internal static class UnimplementedOperations
{
    private static readonly (string Method, string Path, string Name, string Resource)[] Operations =
    [
        ("PUT", "/domains/{domainId}/fields/{fieldId}", "UpdateField", "Fields"),
        ("DELETE", "/domains/{domainId}/fields/{fieldId}", "DeleteField", "Fields"),
        ("POST", "/domains/{domainId}/layouts", "CreateLayout", "Layouts"),
        ("POST", "/domains/{domainId}/layouts/{layoutId}", "GetLayout", "Layouts"),
        ("POST", "/domains/{domainId}/layouts-list", "ListLayouts", "Layouts"),
        ("PUT", "/domains/{domainId}/layouts/{layoutId}", "UpdateLayout", "Layouts"),
        ("DELETE", "/domains/{domainId}/layouts/{layoutId}", "DeleteLayout", "Layouts"),
        ("PUT", "/domains/{domainId}/templates/{templateId}", "UpdateTemplate", "Templates"),
        ("DELETE", "/domains/{domainId}/templates/{templateId}", "DeleteTemplate", "Templates"),
        ("POST", "/domains/{domainId}/case-rules", "CreateCaseRule", "CaseRules"),
        ("POST", "/domains/{domainId}/rules-batch", "BatchGetCaseRule", "CaseRules"),
        ("POST", "/domains/{domainId}/rules-list", "ListCaseRules", "CaseRules"),
        ("PUT", "/domains/{domainId}/case-rules/{caseRuleId}", "UpdateCaseRule", "CaseRules"),
        ("DELETE", "/domains/{domainId}/case-rules/{caseRuleId}", "DeleteCaseRule", "CaseRules"),
        ("POST", "/domains/{domainId}/list-cases-for-contact", "ListCasesForContact", "Cases"),
        ("POST", "/domains/{domainId}/cases-search", "SearchCases", "Cases"),
        ("PUT", "/domains/{domainId}/cases/{caseId}/related-items/{relatedItemId}", "UpdateRelatedItem", "RelatedItems"),
        ("DELETE", "/domains/{domainId}/cases/{caseId}/related-items/{relatedItemId}", "DeleteRelatedItem", "RelatedItems"),
        ("POST", "/domains/{domainId}/related-items-search", "SearchAllRelatedItems", "RelatedItems"),
        ("PUT", "/domains/{domainId}/case-event-configuration", "PutCaseEventConfiguration", "EventConfiguration"),
        ("POST", "/domains/{domainId}/case-event-configuration", "GetCaseEventConfiguration", "EventConfiguration"),
        ("POST", "/tags/{**arn}", "TagResource", "Tags"),
        ("DELETE", "/tags/{**arn}", "UntagResource", "Tags"),
        ("GET", "/tags/{**arn}", "ListTagsForResource", "Tags"),

        // contract-delta.md 1; the paths of BatchUpdateCase and StartMergeCases are inferred there.
        ("POST", "/cases:batchCreateRelatedItem", "BatchCreateRelatedItem", "RelatedItems"),
        ("POST", "/cases:batchUpdateCase", "BatchUpdateCase", "Cases"),
        ("POST", "/domains/{domainId}/cases/{caseId}/merge", "StartMergeCases", "Cases"),
        ("POST", "/domains/{domainId}/cases/{caseId}/merge-status", "GetMergeCasesStatus", "Cases"),
    ];

    public static void MapUnimplementedOperations(this IEndpointRouteBuilder app)
    {
        foreach (var (method, path, name, resource) in Operations)
        {
            app.MapMethods(path, [method], IResult () => throw new NotImplementedOperationException(name))
                .WithName(name)
                .WithTags(resource)
                .Produces<ErrorResponse>(StatusCodes.Status501NotImplemented);
        }
    }
}
