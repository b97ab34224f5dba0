using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Merges;

/// <summary>
/// A merge of a secondary case into a primary case (contract-delta.md 2.3). Until the merge is complete, the row tells the server
/// which merge to complete at <see cref="DueTime"/>. Afterwards the row records which case the secondary case was merged into.
/// </summary>
internal sealed class Merge
{
    public long Key { get; init; }

    public required long DomainKey { get; init; }

    /// <summary>The id that all audit events of the merge have in common.</summary>
    public required string MergeEventId { get; init; }

    /// <summary>The key of the primary case, without a foreign key. The primary case can be deleted after the merge.</summary>
    public required long PrimaryKey { get; init; }

    public required string PrimaryCaseId { get; init; }

    public required long SecondaryKey { get; init; }

    public required string SecondaryCaseId { get; init; }

    /// <summary>The fields whose values the primary case receives.</summary>
    public required StoredJson<IReadOnlyList<string>> FieldIds { get; init; }

    /// <summary>The types of the related items that move to the primary case.</summary>
    public required StoredJson<IReadOnlyList<RelatedItemType>> ItemTypes { get; init; }

    public required DateTimeOffset DueTime { get; init; }

    public DateTimeOffset? CompletedTime { get; private set; }

    public AuditMergeMetadata Metadata => new(MergeEventId, PrimaryCaseId, SecondaryCaseId);

    public static Merge Start(Case primary, Case secondary, MergePlan plan, string mergeEventId, DateTimeOffset dueTime)
    {
        primary.MergeRole = MergeRole.Primary;
        secondary.MergeRole = MergeRole.Secondary;
        return new()
        {
            DomainKey = primary.DomainKey,
            MergeEventId = mergeEventId,
            PrimaryKey = primary.Key,
            PrimaryCaseId = primary.CaseId,
            SecondaryKey = secondary.Key,
            SecondaryCaseId = secondary.CaseId,
            FieldIds = StoredJson.From(plan.FieldIds, MergeJson.Wire.IReadOnlyListString),
            ItemTypes = StoredJson.From(plan.ItemTypes, MergeJson.Wire.IReadOnlyListRelatedItemType),
            DueTime = dueTime,
        };
    }

    /// <summary>Creates a merge that another database had. The primary case can have been deleted after the merge.</summary>
    public static Merge Restore(
        string primaryCaseId,
        Case? primary,
        Case secondary,
        MergePlan plan,
        string mergeEventId,
        DateTimeOffset dueTime,
        DateTimeOffset? completedTime)
    {
        if (completedTime is null)
        {
            return Start(primary!, secondary, plan, mergeEventId, dueTime);
        }

        return new()
        {
            DomainKey = secondary.DomainKey,
            MergeEventId = mergeEventId,
            PrimaryKey = primary?.Key ?? 0,
            PrimaryCaseId = primaryCaseId,
            SecondaryKey = secondary.Key,
            SecondaryCaseId = secondary.CaseId,
            FieldIds = StoredJson.From(plan.FieldIds, MergeJson.Wire.IReadOnlyListString),
            ItemTypes = StoredJson.From(plan.ItemTypes, MergeJson.Wire.IReadOnlyListRelatedItemType),
            DueTime = dueTime,
            CompletedTime = completedTime,
        };
    }

    public void Complete(Case primary, Case secondary, DateTimeOffset now)
    {
        primary.MergeRole = null;
        secondary.MergeRole = null;
        CompletedTime = now;
    }

    public IReadOnlyList<string> ReadFieldIds() => FieldIds.Read(MergeJson.Wire.IReadOnlyListString);

    public IReadOnlyList<RelatedItemType> ReadItemTypes() => ItemTypes.Read(MergeJson.Wire.IReadOnlyListRelatedItemType);

    public GetMergeCasesStatusResponse ToStatus() =>
        new(PrimaryCaseId, [SecondaryCaseId], CompletedTime is null ? MergeStatus.InProgress : MergeStatus.Completed);
}

/// <summary>The fields and the types of related items that the primary case receives from the secondary case.</summary>
internal sealed record MergePlan(IReadOnlyList<string> FieldIds, IReadOnlyList<RelatedItemType> ItemTypes)
{
    public static MergePlan Of(StartMergeCasesRequest request)
    {
        var items = request.RelatedItemsConfiguration;
        (RelatedItemType Type, bool? Chosen)[] types =
        [
            (RelatedItemType.Contact, items?.Contact),
            (RelatedItemType.Comment, items?.Comment),
            (RelatedItemType.ConnectCase, items?.ConnectCase),
            (RelatedItemType.Custom, items?.Custom),
        ];
        return new(
            [.. (request.FieldsConfiguration ?? []).SelectMany(fields => fields.FieldIds!).Select(field => field.Id!)],
            [.. types.Where(type => type.Chosen == true).Select(type => type.Type)]);
    }
}

/// <summary>The role of a case in a merge.</summary>
internal enum MergeRole
{
    Primary,
    Secondary,
}

internal static class MergeTable
{
    extension(CasesDbContext db)
    {
        public DbSet<Merge> Merges => db.Set<Merge>();
    }
}
