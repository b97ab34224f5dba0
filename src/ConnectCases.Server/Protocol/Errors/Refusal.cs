namespace ConnectCases.Protocol.Errors;

/// <summary>
/// The rules for which the emulator refuses requests. The journal shows the name as <c>rule</c>. A test requires an example with a hint
/// for each of these rules.
/// </summary>
internal enum Refusal
{
    // The shape of a request.
    Constraint,
    ArnForm,
    JsonSyntax,
    JsonType,
    UnknownMember,
    UnknownParameter,
    Parameter,
    EmptyLabel,
    UnknownOperation,
    BodySize,
    BodyEncoding,
    IncompleteBody,
    PageToken,

    // Who sends the request.
    Unsigned,
    UnknownCredential,
    Signature,
    Principal,
    ForeignOrigin,
    UnknownHost,

    Throttled,
    InjectedFault,

    // Every resource.
    ResourceNotFound,
    NameInUse,
    DeletedResource,
    Quota,
    DeletedResourceQuota,
    NothingToUpdate,
    ClientTokenReused,

    // Fields, options and values.
    UnknownField,
    DeletedField,
    RepeatedField,
    FieldNameNotUsable,
    SystemField,
    FieldInUse,
    FieldAttributes,
    OptionsOfField,
    RepeatedOption,
    UnknownOption,
    InactiveOption,
    ValueType,
    ValueLength,
    ValueFormat,
    ReadOnlyField,

    // Layouts, templates and case rules.
    LayoutField,
    LayoutInUse,
    UnknownLayout,
    UnknownCaseRule,
    CaseRuleBinding,
    CaseRuleInUse,
    CaseRuleConditions,
    CaseRuleOperand,
    CaseRuleOptions,
    TemplateActive,

    // Cases.
    TemplateNotUsable,
    RequiredField,
    OptionNotAllowed,
    ReferenceInUse,
    ReferenceCleared,
    CaseMerging,
    CustomerProfile,
    BatchSize,
    RepeatedCase,

    // Merges.
    MergeState,
    MergeCustomers,
    MergeFields,
    MergeCases,

    // Searches.
    FilterLimit,
    FilterOperator,
    FilterOperand,
    RepeatedSort,

    // Related items.
    ContentType,
    ItemNotUpdatable,
    FileItem,
    SelfConnection,
    SlaConfiguration,

    // Tags.
    TagCount,

    // Controls.
    ControlScope,
    FaultRules,
    ClockRange,
    Document,

    // Failures of the server.
    InternalError,
    StorageUnavailable,
}
