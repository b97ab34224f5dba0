namespace ConnectCases.Api.Fields;

/// <summary>The fields of every new domain (behaviour.md 3.2), in the order in which ListFields returns the fields.</summary>
internal static class SystemFields
{
    public const string CaseId = "case_id";
    public const string ReferenceNumber = "reference_number";
    public const string ReferenceId = "reference_id";
    public const string Title = "title";
    public const string Summary = "summary";
    public const string Status = "status";
    public const string CustomerId = "customer_id";
    public const string AssignedQueue = "assigned_queue";
    public const string AssignedUser = "assigned_user";
    public const string CreatedDateTime = "created_datetime";
    public const string LastUpdatedDateTime = "last_updated_datetime";
    public const string LastClosedDateTime = "last_closed_datetime";
    public const string LastReopenedDateTime = "last_reopened_datetime";
    public const string NextSlaBreachDateTime = "next_sla_breach_datetime";
    public const string LastUpdatedUser = "last_updated_user";
    public const string CreatedBy = "created_by";

    public const string Open = "open";
    public const string Closed = "closed";

    public static IReadOnlyList<SystemField> All { get; } =
    [
        new(CaseId, "Case Id", FieldType.Text, "Unique Identifier of the case", ReadOnly: true),
        new(ReferenceNumber, "Reference number", FieldType.Text, "Friendly 8-digit number, not unique"),
        new(ReferenceId, "Reference ID", FieldType.Text, "Friendly 9-character id, unique in the domain"),
        new(Title, "Title", FieldType.Text, "Title of the case"),
        new(Summary, "Summary", FieldType.Text, "Summary of the case"),
        new(Status, "Status", FieldType.SingleSelect, "Status of the case"),
        new("case_reason", "Case Reason", FieldType.SingleSelect, "Reason for opening the case"),
        new(CustomerId, "Customer", FieldType.Text, "ARN of the customer profile"),
        new(AssignedQueue, "Assigned queue", FieldType.Text, "ARN of the queue that the case is assigned to"),
        new(AssignedUser, "Assigned user", FieldType.Text, "ARN of the user that the case is assigned to"),
        new(CreatedDateTime, "Date/Time Opened", FieldType.DateTime, "When the case was created", ReadOnly: true),
        new(LastUpdatedDateTime, "Date/Time Updated", FieldType.DateTime, "When the case was last updated", ReadOnly: true),
        new(LastClosedDateTime, "Date/Time Closed", FieldType.DateTime, "When the case was last closed", ReadOnly: true),
        new(LastReopenedDateTime, "Date/Time Reopened", FieldType.DateTime, "When the case was last reopened", ReadOnly: true),
        new(
            NextSlaBreachDateTime,
            "Next SLA Breach",
            FieldType.DateTime,
            "Earliest target time of the active SLAs",
            ReadOnly: true),
        new(LastUpdatedUser, "Last Updated User", FieldType.User, "Who updated the case last", ReadOnly: true),
        new(CreatedBy, "Created By", FieldType.User, "Who created the case", ReadOnly: true),
    ];

    private static readonly HashSet<string> ReadOnlyIds =
        [.. All.Where(field => field.ReadOnly).Select(field => field.FieldId)];

    public static bool IsReadOnly(string fieldId) => ReadOnlyIds.Contains(fieldId);

    /// <summary>
    /// Returns whether the field is a reference by which people identify a case. The service generates a reference if the caller
    /// sets none (contract-delta.md 4).
    /// </summary>
    public static bool IsReference(string fieldId) => fieldId is ReferenceNumber or ReferenceId;

    /// <summary>
    /// Returns whether the service sets the field when the caller sets no value: read-only fields and references.
    /// </summary>
    public static bool IsFilledIn(string fieldId) => IsReadOnly(fieldId) || IsReference(fieldId);

    /// <summary>
    /// Returns whether a merge can copy the field to the primary case. Read-only fields and references stay with their case.
    /// The merge itself sets the status.
    /// </summary>
    public static bool IsMergeable(string fieldId) => !IsFilledIn(fieldId) && fieldId != Status;

    /// <summary>Returns whether every case has a value of the field.</summary>
    public static bool IsAlwaysSet(string fieldId) =>
        fieldId is CaseId or ReferenceNumber or Title or Status or CreatedDateTime or LastUpdatedDateTime;
}

/// <summary>
/// A system field. Only the service can set a read-only field, and values from callers are rejected (behaviour.md 17, row 31).
/// </summary>
internal sealed record SystemField(string FieldId, string Name, FieldType Type, string Description, bool ReadOnly = false)
{
    public Field ToField(DateTimeOffset now) => new()
    {
        FieldId = FieldId,
        Name = Name,
        Type = Type,
        Namespace = FieldNamespace.System,
        Description = Description,
        CreatedTime = now,
        LastModifiedTime = now,
        Options = FieldId == SystemFields.Status
            ? [SelectOption.Create("Open", SystemFields.Open), SelectOption.Create("Closed", SystemFields.Closed)]
            : [],
    };
}
