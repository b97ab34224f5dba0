using ConnectCases.Cases;
using ConnectCases.Protocol;

namespace ConnectCases.RelatedItems;

/// <summary>BatchCreateRelatedItem: the same comment for many cases, an item each (contract-delta.md 2.2).</summary>
internal sealed class BatchCreate(CaseBatch batch, RelatedItemService items, Caller caller)
{
    public async Task<BatchCreateRelatedItemResponse> RunAsync(
        BatchCreateRelatedItemRequest request, CancellationToken cancellationToken)
    {
        var comment = new CreateRelatedItemRequest(RelatedItemType.Comment, request.Content, request.PerformedBy);
        var domainArn = Arn.OfDomain(caller.Account, caller.Region, request.DomainId!);
        var outcome = await batch.RunAsync(
            new(
                "BatchCreateRelatedItem",
                request.DomainId!,
                [.. request.Cases!.Select(@case => @case.CaseIdentifier!)],
                request.ClientToken,
                ClientTokens.DigestOf(request with { ClientToken = null })),
            (_, _) => request.Content is { Comment: not null }
                ? comment
                : throw new ValidationException("content must be a comment; items of other types are created one by one."),
            (db, found, comment) => items.Create(db, found, comment).RelatedItemId,
            cancellationToken);
        return new(
            [
                .. outcome.Changed.Select(changed => new BatchCreateRelatedItemSuccessEntry(
                    changed.Case, changed.Answer, $"{domainArn}/case/{changed.Case.CaseId}/related-item/{changed.Answer}")),
            ],
            [
                .. outcome.Failed.Select(failed => new BatchCreateRelatedItemErrorEntry(
                    failed.Case, failed.ErrorCode, failed.ErrorMessage)),
            ]);
    }
}
