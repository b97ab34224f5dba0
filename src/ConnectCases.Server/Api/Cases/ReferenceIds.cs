using System.Security.Cryptography;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>
/// Creates and finds the references that people use to identify cases (contract-delta.md 4). A <c>reference_id</c> is unique in
/// its domain, without regard to letter case. A <c>reference_number</c> does not have to be unique. Cases that were
/// created before reference ids existed have no <c>reference_id</c>.
/// </summary>
internal static class ReferenceIds
{
    private const int IdLength = 9;
    private const int NumberLength = 8;

    // Ids have no vowels. An id with vowels could contain a word, and a search for that word would find the case.
    private const string IdCharacters = "BCDFGHJKLMNPQRSTVWXYZ0123456789";

    private static readonly Func<CasesDbContext, long, string, long, bool> IsTaken = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string folded, long caseKey) => db.Set<CaseValue>().Any(value =>
            value.DomainKey == domainKey && value.FieldId == SystemFields.ReferenceId && value.SortText == folded
            && value.CaseKey != caseKey));

    /// <summary>Returns the values of a new case. Generates the references that the request does not contain.</summary>
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

    /// <exception cref="ConflictException">Another case of the domain has the same <c>reference_id</c>.</exception>
    public static void EnsureFree(CasesDbContext db, Domain domain, Case @case, IReadOnlyList<FieldValue> values)
    {
        if (values.FirstOrDefault(value => value.Id == SystemFields.ReferenceId)?.Value!.StringValue is not { } id)
        {
            return;
        }

        // The lock prevents other units of work from using the id before this unit commits.
        var folded = FoldedText.Fold(id);
        db.LockExclusive($"{domain.DomainId} {SystemFields.ReferenceId} {folded}");
        if (IsTaken(db, domain.Key, folded, @case.Key))
        {
            throw new ConflictException(
                Refusal.ReferenceInUse,
                $"The {SystemFields.ReferenceId} '{id}' belongs to another case of the domain. Letter case is ignored.",
                hint: $"Use another {SystemFields.ReferenceId}, or leave it out: the service then creates one.")
            {
                Member = SystemFields.ReferenceId,
                Actual = id,
            };
        }
    }

    /// <summary>Returns the case ids of cases that a request identifies by case id or by <c>reference_id</c>.</summary>
    /// <exception cref="ResourceNotFoundException">No case of the domain has one of the <c>reference_id</c>s.</exception>
    public static string[] Resolve(CasesDbContext db, Domain domain, IReadOnlyList<CaseIdentifierUnion> identifiers)
    {
        var wanted = identifiers.Select(identifier => identifier.ReferenceId).OfType<string>().Select(FoldedText.Fold).ToArray();
        var known = wanted.Length == 0
            ? []
            : db.CaseValues
                .Where(value => value.DomainKey == domain.Key && value.FieldId == SystemFields.ReferenceId)
                .Where(value => wanted.Contains(value.SortText))
                .Join(db.Cases, value => value.CaseKey, @case => @case.Key, (value, @case) => new { value.SortText, @case.CaseId })
                .ToDictionary(@case => @case.SortText!, @case => @case.CaseId);
        return [.. identifiers.Select(identifier => identifier.CaseId ?? CaseOf(identifier.ReferenceId!))];

        string CaseOf(string id) => known.GetValueOrDefault(FoldedText.Fold(id)) ?? throw new ResourceNotFoundException(
            "Case",
            id,
            hint: $"Send the id of the case as caseId, or find the case with SearchCases and a filter on '{SystemFields.ReferenceId}'.",
            message: $"No case of the domain has the {SystemFields.ReferenceId} '{id}'.");
    }

    /// <summary>Returns the <c>reference_id</c>s of cases by case id. Leaves out cases without a <c>reference_id</c>.</summary>
    public static Dictionary<string, string> Of(CasesDbContext db, Domain domain, IReadOnlyCollection<string> caseIds) => db.Cases
        .Where(@case => @case.DomainKey == domain.Key && caseIds.Contains(@case.CaseId))
        .Join(
            db.CaseValues.Where(value => value.FieldId == SystemFields.ReferenceId),
            @case => @case.Key,
            value => value.CaseKey,
            (@case, value) => new { @case.CaseId, value.Text })
        .ToDictionary(@case => @case.CaseId, @case => @case.Text!);

    // Takes no lock, because two random ids that are chosen at the same time are practically never equal.
    private static string NewId(CasesDbContext db, Domain domain)
    {
        string id;
        do
        {
            id = RandomNumberGenerator.GetString(IdCharacters, IdLength);
        }
        while (IsTaken(db, domain.Key, FoldedText.Fold(id), 0));

        return id;
    }
}
