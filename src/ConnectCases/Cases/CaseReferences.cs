using System.Security.Cryptography;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Cases;

/// <summary>
/// By what people know cases (contract-delta.md 4): <c>reference_id</c>, unique in the domain without regard to case, and
/// <c>reference_number</c>, which need not be. Cases of before there were any have no <c>reference_id</c>.
/// </summary>
internal static class CaseReferences
{
    private const int IdLength = 9;
    private const int NumberLength = 8;

    // Without vowels there are no words in an id, which searches for a word would find.
    private const string IdCharacters = "BCDFGHJKLMNPQRSTVWXYZ0123456789";

    private static readonly Func<CasesDbContext, long, string, long, bool> IsTaken = EF.CompileQuery(
        (CasesDbContext db, long domainKey, string folded, long caseKey) => db.CaseValues.Any(value =>
            value.DomainKey == domainKey && value.FieldId == SystemFields.ReferenceId && value.SortText == folded
            && value.CaseKey != caseKey));

    /// <summary>The values of a new case, with the references that its creator leaves to the service.</summary>
    public static IReadOnlyList<FieldValue> Complete(CasesDbContext db, Domain domain, IReadOnlyList<FieldValue> values)
    {
        var given = values.Where(value => value.Value!.EmptyValue is null).Select(value => value.Id!).ToHashSet();
        List<FieldValue> completed = [];
        if (!given.Contains(SystemFields.ReferenceNumber))
        {
            completed.Add(new(SystemFields.ReferenceNumber, new(RandomNumberGenerator.GetString("0123456789", NumberLength))));
        }

        if (!given.Contains(SystemFields.ReferenceId))
        {
            completed.Add(new(SystemFields.ReferenceId, new(NewId(db, domain))));
        }

        return [.. completed, .. values.Where(value => given.Contains(value.Id!))];
    }

    /// <exception cref="ConflictException">Another case of the domain has the <c>reference_id</c> that this one would have.</exception>
    public static void EnsureFree(CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values)
    {
        if (values.FirstOrDefault(value => value.Id == SystemFields.ReferenceId)?.Value!.StringValue is { } id
            && !IsFree(db, domain, id, @case.Key))
        {
            throw new ConflictException(
                $"Another case of the domain has the {SystemFields.ReferenceId} '{id}'; it is unique without regard to case.");
        }
    }

    /// <summary>The case that has a <c>reference_id</c>.</summary>
    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    public static string Resolve(CasesDbContext db, Domain domain, string referenceId)
    {
        var folded = StoredValue.Fold(referenceId);
        return db.CaseValues
            .Where(value => value.DomainKey == domain.Key && value.FieldId == SystemFields.ReferenceId && value.SortText == folded)
            .Join(db.Cases, value => value.CaseKey, @case => @case.Key, (_, @case) => @case.CaseId)
            .FirstOrDefault() ?? throw new ResourceNotFoundException(
                "Case", referenceId, $"No case of the domain has the {SystemFields.ReferenceId} '{referenceId}'.");
    }

    /// <summary>The <c>reference_id</c> of each of the cases that has one.</summary>
    public static Dictionary<string, string> Of(CasesDbContext db, Domain domain, IReadOnlyCollection<string> caseIds) => db.Cases
        .Where(@case => @case.DomainKey == domain.Key && caseIds.Contains(@case.CaseId))
        .Join(
            db.CaseValues.Where(value => value.FieldId == SystemFields.ReferenceId),
            @case => @case.Key,
            value => value.CaseKey,
            (@case, value) => new { @case.CaseId, value.Text })
        .ToDictionary(@case => @case.CaseId, @case => @case.Text!);

    private static string NewId(CasesDbContext db, Domain domain)
    {
        string id;
        do
        {
            id = RandomNumberGenerator.GetString(IdCharacters, IdLength);
        }
        while (!IsFree(db, domain, id, caseKey: 0));

        return id;
    }

    // Nobody else takes it meanwhile.
    private static bool IsFree(CasesDbContext db, Domain domain, string id, long caseKey)
    {
        var folded = StoredValue.Fold(id);
        db.Hold($"{domain.DomainId} {SystemFields.ReferenceId} {folded}");
        return !IsTaken(db, domain.Key, folded, caseKey);
    }
}
