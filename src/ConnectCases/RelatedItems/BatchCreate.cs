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
        var entries = await batch.RunAsync(
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
                .. entries.Where(entry => entry.ErrorCode is null).Select(entry => new BatchCreateRelatedItemSuccessEntry(
                    entry.Case, entry.Answer, $"{domainArn}/case/{entry.Case.CaseId}/related-item/{entry.Answer}")),
            ],
            [
                .. entries.Where(entry => entry.ErrorCode is not null)
                    .Select(entry => new BatchCreateRelatedItemErrorEntry(entry.Case, entry.ErrorCode!, entry.ErrorMessage)),
            ]);
    }
}
