namespace ConnectCases.Protocol;

/// <summary>
/// The URIs and member names of the November 2026 contract that no released model shows yet: inferred in section 6 of
/// contract-delta.md, and to be corrected here, in this one place, the day one does.
/// </summary>
internal static class Inferred
{
    /// <summary>By analogy with BatchCreateRelatedItem, whose URI is documented.</summary>
    public const string BatchUpdateCaseUri = "/cases:batchUpdateCase";

    /// <summary>That the primary case stands in the URI is documented; its last segment is not.</summary>
    public const string StartMergeCasesUri = "/cases/{caseId}/merge";

    /// <summary>StartMergeCases: the case that is merged, as a list of one.</summary>
    public const string SecondaryCaseIds = "secondaryCaseIds";

    /// <summary>StartMergeCases: that the documented FieldsConfiguration comes as a list.</summary>
    public const string FieldsConfiguration = "fieldsConfiguration";

    /// <summary>StartMergeCases: where the documented RelatedItemsConfiguration stands.</summary>
    public const string RelatedItemsConfiguration = "relatedItemsConfiguration";

    /// <summary>AuditEvent: where the documented AuditMergeMetadata stands.</summary>
    public const string MergeMetadata = "mergeMetadata";
}
