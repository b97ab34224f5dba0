using ConnectCases.Api.Cases.Batches;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;

namespace ConnectCases.Api.RelatedItems;

/// <summary>Runs BatchCreateRelatedItem: adds the same comment to many cases as separate items (contract-delta.md 2.2).</summary>
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
                IdempotencyTokens.DigestOf(request with { ClientToken = null }, RelatedItemJson.Wire.BatchCreateRelatedItemRequest)),
            (_, _) => request.Content is { Comment: not null }
                ? comment
                : throw new ValidationException(
                    Refusal.ContentType,
                    $"content must be a comment.",
                    $"Use CreateRelatedItem for items of other types.",
                    hintInMessage: true),
            (unit, found, comment) => items.Create(unit, found, comment).RelatedItemId,
            cancellationToken);
        return new(
            [
                .. outcome.Changed.Select(changed => new BatchCreateRelatedItemSuccessEntry(
                    changed.Case, changed.ResultId, $"{domainArn}/case/{changed.Case.CaseId}/related-item/{changed.ResultId}")),
            ],
            [
                .. outcome.Failed.Select(failed => new BatchCreateRelatedItemErrorEntry(
                    failed.Case, failed.ErrorCode, failed.ErrorMessage)),
            ]);
    }
}
