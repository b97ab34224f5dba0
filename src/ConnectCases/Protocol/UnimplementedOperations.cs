namespace ConnectCases.Protocol;

/// <summary>The operations of the contract that are not built yet: 501 with a name instead of an unknown route.</summary>
internal static class UnimplementedOperations
{
    private static readonly (string Method, string Path, string Name, string Resource)[] Operations =
    [
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
