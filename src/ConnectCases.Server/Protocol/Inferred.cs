namespace ConnectCases.Protocol;

/// <summary>
/// The URIs and member names of the November 2026 contract that no released SDK model contains yet. Section 6 of
/// contract-delta.md lists the inferred names. When a released model contains the names, correct the names only here.
/// </summary>
internal static class Inferred
{
    /// <summary>Inferred from the URI of BatchCreateRelatedItem, which is documented.</summary>
    public const string BatchUpdateCaseUri = "/cases:batchUpdateCase";

    /// <summary>The primary case is documented as a part of the URI. The last segment is inferred.</summary>
    public const string StartMergeCasesUri = "/cases/{caseId}/merge";

    /// <summary>The member of StartMergeCases with the list of secondary case ids. The list has exactly one id.</summary>
    public const string SecondaryCaseIds = "secondaryCaseIds";

    /// <summary>
    /// The member of StartMergeCases with a list of FieldsConfiguration. AWS documents the shape, but not that the member is a
    /// list.
    /// </summary>
    public const string FieldsConfiguration = "fieldsConfiguration";

    /// <summary>The member of StartMergeCases with the documented shape RelatedItemsConfiguration.</summary>
    public const string RelatedItemsConfiguration = "relatedItemsConfiguration";

    /// <summary>The member of AuditEvent with the documented shape AuditMergeMetadata.</summary>
    public const string MergeMetadata = "mergeMetadata";
}
