using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Batches;

/// <summary>What is to be done to many cases, and on whose word.</summary>
/// <param name="Operation">The operation, in which a client token is known.</param>
/// <param name="DomainId">The domain of all of them.</param>
/// <param name="Cases">The cases, in the order in which they are answered.</param>
/// <param name="ClientToken">The token of the request, if it has one.</param>
/// <param name="Parameters">A digest of its other parameters.</param>
internal sealed record CaseBatchRequest(
    string Operation,
    string DomainId,
    IReadOnlyList<CaseIdentifierUnion> Cases,
    string? ClientToken,
    string Parameters);

/// <summary>What became of them, both in the order of the request.</summary>
internal sealed record CaseBatchOutcome(IReadOnlyList<ChangedCase> Changed, IReadOnlyList<FailedCase> Failed);

internal abstract record BatchedCase(CaseIdentifier Case);

/// <summary>A case that was changed, and the id of what was made of it.</summary>
internal sealed record ChangedCase(CaseIdentifier Case, string ResultId) : BatchedCase(Case);

internal sealed record FailedCase(CaseIdentifier Case, string ErrorCode, string ErrorMessage) : BatchedCase(Case);

/// <summary>
/// A change of many cases, of which each commits or fails alone (contract-delta.md 2.1, 2.2). What is refused as a whole is
/// refused before the first of them is changed.
/// </summary>
internal sealed partial class CaseBatch(
    UnitOfWorkExecutor units, Caller caller, TimeProvider clock, IOptions<EmulatorOptions> options, ILogger<CaseBatch> logger)
{
    /// <param name="request">Which cases.</param>
    /// <param name="admit">Reads the rest of the request, or refuses the whole of it, or of what a repetition has left to do.</param>
    /// <param name="change">Changes one case in a unit of work of its own; the id of what it made, if anything.</param>
    /// <param name="cancellationToken">Keeps the changes that still wait from being made.</param>
    public async Task<CaseBatchOutcome> RunAsync<TChange>(
        CaseBatchRequest request,
        Func<CasesDbContext, Domain, TChange> admit,
        Func<CasesDbContext, CaseInDomain, TChange, string> change,
        CancellationToken cancellationToken)
        where TChange : class
    {
        var (domain, cases, admitted) = await units.RunAsync(unit => Admit(unit, request, admit), cancellationToken);
        var entries = await Task.WhenAll(cases.Select(@case => ChangeAsync(
            request.Operation,
            @case,
            unit => ChangeOnce(unit, domain, @case, request, found => change(unit, found, admitted ?? admit(unit, found.Domain))),
            cancellationToken)));
        return new([.. entries.OfType<ChangedCase>()], [.. entries.OfType<FailedCase>()]);
    }

    /// <summary>The cases and what is to be done to them. A repetition is about the cases that were named the first time.</summary>
    private (Domain Domain, IReadOnlyList<CaseIdentifier> Cases, TChange? Admitted) Admit<TChange>(
        CasesDbContext unit, CaseBatchRequest request, Func<CasesDbContext, Domain, TChange> admit)
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
        var admitted = admit(unit, domain);
        if (record?.IsConflict(request.Parameters, now) == true)
        {
            throw new ValidationException(IdempotencyRecord.DifferentParameters);
        }

        // No id of a case has a space in it.
        IdempotencyTokens.Save(unit, record, request.Parameters, string.Join(' ', ids), now);
        return (domain, Identify(unit, domain, ids), admitted);
    }

    private string[] Resolve(CasesDbContext unit, Domain domain, CaseBatchRequest request)
    {
        if (request.Cases.Count == 0 || request.Cases.Count > options.Value.BatchCases)
        {
            throw new ValidationException(
                $"cases must have between 1 and {options.Value.BatchCases} entries, it has {request.Cases.Count}.");
        }

        var ids = ReferenceIds.Resolve(unit, domain, request.Cases);
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
        {
            throw new ValidationException($"cases names the case '{twice}' twice, by its id or by its reference id.");
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
        catch (ServiceException refusal)
        {
            return new FailedCase(@case, CaseEntryErrorCode.Of(refusal), refusal.Message);
        }
#pragma warning disable CA1031 // Others may be changed already, and the answer is the only one who tells of them.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, failure, operation, @case.CaseId);
            return new FailedCase(
                @case, CaseEntryErrorCode.Internal, "The emulator failed to change the case; its log has the details.");
        }
    }

    private ChangedCase ChangeOnce(
        CasesDbContext unit, Domain domain, CaseIdentifier @case, CaseBatchRequest request, Func<CaseInDomain, string> change)
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
        var resultId = change(found);
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

    public static string Of(ServiceException refusal) => refusal switch
    {
        ResourceNotFoundException { ResourceType: "Domain" } => "DOMAIN_NOT_FOUND",
        ResourceNotFoundException { ResourceType: "Case" } => "CASE_NOT_FOUND",
        ValidationException => "VALIDATION_ERROR",
        ConflictException => "CONFLICT",
        ServiceQuotaExceededException => "SERVICE_QUOTA_EXCEEDED",
        _ => Internal,
    };
}
