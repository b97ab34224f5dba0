using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Batches;

/// <summary>Runs BatchUpdateCase: sets the same values on many cases (contract-delta.md 2.1).</summary>
internal sealed class BatchUpdate(CaseBatch batch, CaseService cases, IOptions<EmulatorOptions> options)
{
    private static readonly string[] FieldsSetByMembers = [SystemFields.Title, SystemFields.Status, SystemFields.CustomerId];

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

    /// <summary>Returns the values to set. The members title, status and customerId come first.</summary>
    private List<FieldValue> Read(CasesDbContext unit, Domain domain, BatchUpdateCaseRequest request)
    {
        List<FieldValue> values = [.. Members(request), .. Fields(unit, domain, request.Fields ?? [])];
        return values.Count > 0
            ? values
            : throw new ValidationException(
                Refusal.NothingToUpdate,
                $"The request has nothing to update.",
                $"Set fields, title, status or customerId.",
                hintInMessage: true);
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
            throw new ValidationException(
                Refusal.BatchSize,
                $"fields must have at most {options.Value.BatchFields} entries, it has {fields.Count}.",
                hint: $"Split the fields into several requests. A test can raise the maximum with --ConnectCases:BatchFields=NUMBER.")
            {
                Member = "fields",
            };
        }

        var ids = FieldLookup.Resolve(unit, domain, "fields", [.. fields.Select(field => field.FieldIdentifier!)]);
        FieldLookup.EnsureDistinct("fields", ids);
        return ids.Intersect(FieldsSetByMembers).ToList() is { Count: > 0 } members
            ? throw new ValidationException(
                Refusal.RepeatedField,
                $"fields must not contain {members}.",
                $"Use the members title, status and customerId instead.",
                hintInMessage: true)
            : ids.Zip(fields, (id, field) => new FieldValue(id, field.Value));
    }
}
