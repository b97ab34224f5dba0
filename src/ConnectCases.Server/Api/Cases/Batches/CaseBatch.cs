using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Batches;

/// <summary>The cases of a batch and the parameters that identify a repeated batch.</summary>
/// <param name="Operation">The name of the operation. A client token belongs to one operation.</param>
/// <param name="DomainId">The id of the domain of all cases.</param>
/// <param name="Cases">The cases, in the order of the response.</param>
/// <param name="ClientToken">The client token of the request, or null.</param>
/// <param name="Parameters">A digest of the other parameters of the request.</param>
internal sealed record CaseBatchRequest(
    string Operation,
    string DomainId,
    IReadOnlyList<CaseIdentifierUnion> Cases,
    string? ClientToken,
    string Parameters);

/// <summary>The changed cases and the failed cases, both in the order of the request.</summary>
internal sealed record CaseBatchOutcome(IReadOnlyList<ChangedCase> Changed, IReadOnlyList<FailedCase> Failed);

internal abstract record BatchedCase(CaseIdentifier Case);

/// <summary>A changed case and the id of the result: the id of the case or of a new related item.</summary>
internal sealed record ChangedCase(CaseIdentifier Case, string ResultId) : BatchedCase(Case);

internal sealed record FailedCase(CaseIdentifier Case, string ErrorCode, string ErrorMessage) : BatchedCase(Case);

/// <summary>
/// Changes many cases. Each case commits or fails independently (contract-delta.md 2.1, 2.2). An error that rejects the whole
/// batch is raised before the first case changes.
/// </summary>
internal sealed partial class CaseBatch(
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    RequestWarnings warnings,
    IOptions<EmulatorOptions> options,
    ILogger<CaseBatch> logger)
{
    /// <param name="request">The cases and the client token.</param>
    /// <param name="readChange">
    /// Reads and validates the change. An exception rejects the whole batch. A repeated batch calls this function once for each
    /// remaining case, and an exception rejects only that case.
    /// </param>
    /// <param name="apply">Applies the change to one case in a separate unit of work. Returns the id of the result.</param>
    /// <param name="cancellationToken">Cancels the changes that have not started.</param>
    public async Task<CaseBatchOutcome> RunAsync<TChange>(
        CaseBatchRequest request,
        Func<CasesDbContext, Domain, TChange> readChange,
        Func<CasesDbContext, CaseInDomain, TChange, string> apply,
        CancellationToken cancellationToken)
        where TChange : class
    {
        var (domain, cases, change) = await units.RunAsync(unit => Validate(unit, request, readChange), cancellationToken);
        var entries = await Task.WhenAll(cases.Select(@case => ChangeAsync(
            request.Operation,
            @case,
            unit => ChangeOnce(unit, domain, @case, request, found => apply(unit, found, change ?? readChange(unit, found.Domain))),
            cancellationToken)));
        List<FailedCase> failed = [.. entries.OfType<FailedCase>()];
        warnings.AddFailures(failed.Count, failed.FirstOrDefault()?.ErrorMessage);
        return new([.. entries.OfType<ChangedCase>()], failed);
    }

    /// <summary>
    /// Validates the batch and returns its cases and its change. A repeated batch returns the cases of the first request and no
    /// change.
    /// </summary>
    private (Domain Domain, IReadOnlyList<CaseIdentifier> Cases, TChange? Change) Validate<TChange>(
        CasesDbContext unit, CaseBatchRequest request, Func<CasesDbContext, Domain, TChange> readChange)
        where TChange : class
    {
        var domain = unit.GetDomainForInsert(caller, request.DomainId);
        var now = clock.GetUtcNow();
        var record = IdempotencyTokens.Find(unit, domain, IdempotencyTokens.OfBatch(request.Operation, request.ClientToken));
        if (record?.IsRepetition(request.Parameters, now) == true)
        {
            return (domain, Identify(unit, domain, record.ResultId.Split(' ')), null);
        }

        var ids = Resolve(unit, domain, request);
        var change = readChange(unit, domain);
        if (record?.IsConflict(request.Parameters, now) == true)
        {
            throw new ValidationException(
                Refusal.ClientTokenReused,
                ErrorText.Whole(IdempotencyRecord.DifferentParameters),
                hint: $"The first batch with this token started at {TimestampConverter.Format8601(record.CreatedTime)}. A token belongs to one request and its retries.")
            {
                Member = "clientToken",
            };
        }

        // Case ids contain no spaces.
        IdempotencyTokens.Save(unit, record, request.Parameters, string.Join(' ', ids), now);
        return (domain, Identify(unit, domain, ids), change);
    }

    private string[] Resolve(CasesDbContext unit, Domain domain, CaseBatchRequest request)
    {
        if (request.Cases.Count == 0 || request.Cases.Count > options.Value.BatchCases)
        {
            throw new ValidationException(
                Refusal.BatchSize,
                $"cases must have between 1 and {options.Value.BatchCases} entries, it has {request.Cases.Count}.",
                hint: $"Send at least one case, and split more cases into several requests.")
            {
                Member = "cases",
            };
        }

        var ids = ReferenceIds.Resolve(unit, domain, request.Cases);
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { Key: var duplicate })
        {
            throw new ValidationException(
                Refusal.RepeatedCase,
                $"cases contains the case '{duplicate}' twice. A case id and a reference id can identify the same case.",
                hint: $"Send each case once.")
            {
                Member = "cases",
            };
        }

        return ids;
    }

    private static CaseIdentifier[] Identify(CasesDbContext unit, Domain domain, string[] ids)
    {
        var references = ReferenceIds.Of(unit, domain, ids);
        return [.. ids.Select(id => new CaseIdentifier(id, references.GetValueOrDefault(id)))];
    }

    private async Task<BatchedCase> ChangeAsync(
        string operation, CaseIdentifier @case, Func<CasesDbContext, ChangedCase> change, CancellationToken cancellationToken)
    {
        try
        {
            return await units.RunAsync(change, cancellationToken);
        }
        catch (ServiceException error)
        {
            return new FailedCase(@case, CaseEntryErrorCode.Of(error), error.Message);
        }
#pragma warning disable CA1031 // Other cases may already be changed. The caller needs the response to know which cases.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, failure, operation, @case.CaseId);
            return new FailedCase(
                @case, CaseEntryErrorCode.Internal, "The emulator failed to change the case. The server log has the details.");
        }
    }

    private ChangedCase ChangeOnce(
        CasesDbContext unit, Domain domain, CaseIdentifier @case, CaseBatchRequest request, Func<CaseInDomain, string> apply)
    {
        unit.LockDomainShared(domain.DomainId);
        unit.LockExclusive(@case.CaseId);
        var now = clock.GetUtcNow();
        var record = IdempotencyTokens.Find(
            unit, domain, IdempotencyTokens.OfBatch(request.Operation, request.ClientToken, @case.CaseId));
        if (record?.IsRepetition(request.Parameters, now) == true)
        {
            return new(@case, record.ResultId);
        }

        var found = unit.GetCase(caller, domain.DomainId, @case.CaseId);
        var resultId = apply(found);
        IdempotencyTokens.Save(unit, record, request.Parameters, resultId, now);
        return new(@case with { ReferenceId = found.Case.ReferenceId ?? @case.ReferenceId }, resultId);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Operation} failed on case {CaseId}.")]
        public static partial void Failed(ILogger logger, Exception failure, string operation, string caseId);
    }
}

/// <summary>The <c>errorCode</c> of a case that could not be changed (contract-delta.md 2.1).</summary>
internal static class CaseEntryErrorCode
{
    public const string Internal = "INTERNAL_ERROR";

    public static string Of(ServiceException error) => error switch
    {
        ResourceNotFoundException { ResourceType: "Domain" } => "DOMAIN_NOT_FOUND",
        ResourceNotFoundException { ResourceType: "Case" } => "CASE_NOT_FOUND",
        ValidationException => "VALIDATION_ERROR",
        ConflictException => "CONFLICT",
        ServiceQuotaExceededException => "SERVICE_QUOTA_EXCEEDED",
        _ => Internal,
    };
}
