using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Batches;

/// <summary>BatchUpdateCase: the same values for many cases (contract-delta.md 2.1).</summary>
internal sealed class BatchUpdate(CaseBatch batch, CaseService cases, IOptions<EmulatorOptions> options)
{
    private static readonly string[] OnlyAsMembers = [SystemFields.Title, SystemFields.Status, SystemFields.CustomerId];

    public async Task<BatchUpdateCaseResponse> RunAsync(BatchUpdateCaseRequest request, CancellationToken cancellationToken)
    {
        var outcome = await batch.RunAsync(
            new(
                "BatchUpdateCase",
                request.DomainId!,
                [.. request.Cases!.Select(@case => @case.CaseIdentifier!)],
                request.ClientToken,
                IdempotencyTokens.DigestOf(request with { ClientToken = null }, CaseJson.Wire.BatchUpdateCaseRequest)),
            (unit, domain) => Read(unit, domain, request),
            (unit, found, values) =>
            {
                cases.Update(unit, found, values, request.PerformedBy);
                return found.Case.CaseId;
            },
            cancellationToken);
        return new(
            [.. outcome.Changed.Select(changed => new BatchUpdateCaseSuccessEntry(changed.Case))],
            [.. outcome.Failed.Select(failed => new BatchUpdateCaseErrorEntry(failed.Case, failed.ErrorCode, failed.ErrorMessage))]);
    }

    /// <summary>The values by field id, those that are members of the request first.</summary>
    private List<FieldValue> Read(CasesDbContext unit, Domain domain, BatchUpdateCaseRequest request)
    {
        List<FieldValue> values = [.. Members(request), .. Fields(unit, domain, request.Fields ?? [])];
        return values.Count > 0
            ? values
            : throw new ValidationException("There is nothing to update: no field, and none of title, status and customerId.");
    }

    private static IEnumerable<FieldValue> Members(BatchUpdateCaseRequest request)
    {
        (string Id, string? Text)[] members =
        [
            (SystemFields.Title, request.Title), (SystemFields.Status, request.Status), (SystemFields.CustomerId, request.CustomerId),
        ];
        return members.Where(member => member.Text is not null).Select(member => new FieldValue(member.Id, new(member.Text)));
    }

    private IEnumerable<FieldValue> Fields(CasesDbContext unit, Domain domain, IReadOnlyList<FieldValueInput> fields)
    {
        if (fields.Count > options.Value.BatchFields)
        {
            throw new ValidationException($"fields must have at most {options.Value.BatchFields} entries, it has {fields.Count}.");
        }

        var ids = FieldLookup.Resolve(unit, domain, "fields", [.. fields.Select(field => field.FieldIdentifier!)]);
        FieldLookup.EnsureDistinct("fields", ids);
        return ids.Intersect(OnlyAsMembers).ToList() is { Count: > 0 } members
            ? throw new ValidationException(
                $"fields names fields that stand beside it, as members of the request: {string.Join(", ", members)}.")
            : ids.Zip(fields, (id, field) => new FieldValue(id, field.Value));
    }
}
