namespace ConnectCases;

/// <summary>How safely a write is stored before the server sends the response.</summary>
public enum SynchronousMode
{
    /// <summary>The write is on the disk and survives a power failure.</summary>
    Full,

    /// <summary>The operating system has received the write. The write survives a crash of the process.</summary>
    Normal,
}

/// <summary>Whether requests need a valid signature.</summary>
public enum SignatureMode
{
    /// <summary>Signatures are read to identify the caller. They are not verified, and requests need none.</summary>
    Off,

    /// <summary>Every request of the API needs a valid Signature Version 4 of one of the configured credentials.</summary>
    Require,
}

/// <summary>When CreateCase requires <c>customer_id</c>.</summary>
public enum CustomerIdMode
{
    /// <summary>CreateCase requires the field if the template requires the field.</summary>
    TemplateDriven,

    /// <summary>CreateCase always requires the field, as older documentation says.</summary>
    Always,
}

/// <summary>The characters that an option value can have.</summary>
public enum OptionValueMode
{
    /// <summary>Letters, digits, hyphens and underscores, as the API reference says.</summary>
    Documented,

    /// <summary>All characters that the pattern of the service model allows.</summary>
    Pattern,
}

/// <summary>The fields that layouts can contain.</summary>
public enum LayoutFieldMode
{
    /// <summary>All fields except <c>title</c> and <c>status</c>, as the API reference says.</summary>
    Documented,

    /// <summary>All fields, including <c>title</c> and <c>status</c>. An example of the API reference contains <c>status</c>.</summary>
    Any,
}

/// <summary>The templates that DeleteTemplate deletes.</summary>
public enum TemplateDeletionMode
{
    /// <summary>All templates.</summary>
    Any,

    /// <summary>Inactive templates. An active template leads to a ConflictException.</summary>
    InactiveOnly,
}

/// <summary>Whether CreateCase and UpdateCase enforce case rules.</summary>
public enum CaseRuleEnforcement
{
    /// <summary>A request that breaks a case rule leads to a ValidationException.</summary>
    Enforced,

    /// <summary>Case rules have no effect on requests.</summary>
    Ignored,
}

/// <summary>How <c>equalTo</c> compares a text in a filter.</summary>
public enum TextEquality
{
    /// <summary>The whole value must be equal, ignoring case.</summary>
    WholeValue,

    /// <summary>The value must contain the text, ignoring case.</summary>
    Phrase,

    /// <summary>The whole value must be equal. Letter case counts.</summary>
    Exact,
}

/// <summary>Whether requests can contain ARNs that do not have the form of their service.</summary>
public enum ArnFormMode
{
    /// <summary>An ARN of a contact, file, user, queue or customer profile must have the documented form.</summary>
    Checked,

    /// <summary>Every text is accepted, for example short ids in tests.</summary>
    Any,
}

/// <summary>The error for a request whose body or members do not have the shape of the operation.</summary>
public enum ShapeErrorMode
{
    /// <summary>ValidationException or SerializationException. The message says what is wrong.</summary>
    ValidationException,

    /// <summary>
    /// BadRequestException with the message <c>Invalid request body</c>, as a program recorded it from the real service. The hint
    /// says what is wrong.
    /// </summary>
    BadRequestException,
}

/// <summary>The spelling of <c>relatedItemType</c> in events.</summary>
public enum EventSpelling
{
    /// <summary>As the API spells it, for example <c>Comment</c>.</summary>
    Api,

    /// <summary>In lower case, for example <c>comment</c>.</summary>
    LowerCase,
}

/// <summary>Whether requests above the rates of the service are rejected.</summary>
public enum ThrottlingMode
{
    /// <summary>No request is throttled.</summary>
    Off,

    /// <summary>Each operation has the documented rate and burst of the real service.</summary>
    Documented,
}
