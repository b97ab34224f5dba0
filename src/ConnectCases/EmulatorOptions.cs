namespace ConnectCases;

/// <summary>
/// The settings of the emulator: section <c>ConnectCases</c> of appsettings.json, environment variables such as
/// <c>ConnectCases__Data</c>, or the options of the command line, which win.
/// </summary>
internal sealed class EmulatorOptions
{
    public const string Section = "ConnectCases";

    /// <summary>The SQLite file, relative to the working directory; <c>cases.db</c> if no other storage is chosen.</summary>
    public string? Data { get; set; }

    /// <summary>
    /// The connection string of a PostgreSQL database to keep the state in, as Npgsql reads it (<c>Host=…;Database=…</c>).
    /// Several servers can share it; it is created if it does not exist.
    /// </summary>
    public string? Postgres { get; set; }

    /// <summary>Keep nothing: the state lives in a private temporary file, never synced, gone when the server ends.</summary>
    public bool InMemory { get; set; }

    /// <summary>What to add unless it is there: <c>demo</c>, or nothing.</summary>
    public string? Seed { get; set; }

    /// <summary>The account of callers whose access key id is not a 12-digit account id.</summary>
    public string Account { get; set; } = "123456789012";

    /// <summary>The Region of unsigned requests.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>How far a write must be before it is answered.</summary>
    public SynchronousMode Synchronous { get; set; } = SynchronousMode.Full;

    public LogFormat LogFormat { get; set; }

    /// <summary>How long a new domain reports <c>CreationInProgress</c>; usable all the time (behaviour.md 3.1).</summary>
    public TimeSpan DomainCreationDelay { get; set; }

    /// <summary>When CreateCase demands <c>customer_id</c> (behaviour.md 7.1).</summary>
    public CustomerIdRule CustomerId { get; set; }

    /// <summary>Which characters an option value may have (behaviour.md 17, row 20).</summary>
    public OptionValueRule OptionValues { get; set; }

    /// <summary>Whether <c>title</c> and <c>status</c> can be part of layouts (behaviour.md 17, row 16).</summary>
    public LayoutFieldRule LayoutFields { get; set; }

    /// <summary>Which templates DeleteTemplate deletes (behaviour.md 17, row 17).</summary>
    public TemplateDeletionRule TemplateDeletion { get; set; }

    /// <summary>Whether CreateCase and UpdateCase enforce case rules (behaviour.md 6.4).</summary>
    public CaseRuleEnforcement CaseRules { get; set; }

    /// <summary>What <c>equalTo</c> means for a text in a filter (behaviour.md 17, row 45).</summary>
    public TextEquality TextEquality { get; set; }

    /// <summary>How long SearchCases, SearchAllRelatedItems and ListCasesForContact do not find what is new (behaviour.md 10.4).</summary>
    public TimeSpan SearchDelay { get; set; }

    /// <summary>
    /// Where an index names at most this many cases, SearchCases looks through those; where it names more, along the order that
    /// is asked for. A matter of speed alone (docs/adr/0009).
    /// </summary>
    public int SearchCandidates { get; set; } = 1_000;

    /// <summary>
    /// As many matches SearchCases counts for <c>totalCount</c>; where there are more, it says this number (docs/fidelity.md).
    /// </summary>
    public int SearchCountLimit { get; set; } = 10_000;

    /// <summary>How many cases BatchUpdateCase and BatchCreateRelatedItem take at once (contract-delta.md 6).</summary>
    public int BatchCases { get; set; } = 100;

    /// <summary>How many fields BatchUpdateCase sets at once (contract-delta.md 6).</summary>
    public int BatchFields { get; set; } = 220;

    /// <summary>How many field values a case can have after another was merged into it (contract-delta.md 2.3).</summary>
    public int MergedFieldValues { get; set; } = 500;

    /// <summary>How long a merge takes, a day at most; zero: it is over when StartMergeCases answers.</summary>
    public TimeSpan MergeDuration { get; set; }

    /// <summary>How events spell <c>relatedItemType</c> (behaviour.md 17, row 52).</summary>
    public EventSpelling EventRelatedItemTypes { get; set; }

    /// <summary>How many events <c>/_emulator/events</c> can look back on; older ones are removed.</summary>
    public int EventsKept { get; set; } = 100_000;

    /// <summary>A smaller default page for operations called without <c>maxResults</c>, to make a client page.</summary>
    public int? DefaultPageSize { get; set; }

    /// <summary>What CreateRelatedItem knows of contacts, which the service would ask Amazon Connect for.</summary>
    public List<KnownContact> Contacts { get; } = [];

    public QuotaOptions Quotas { get; } = new();

    /// <summary>What is as old as this, or older, is found by searches; everything is where nothing is delayed.</summary>
    public DateTimeOffset SearchableUntil(TimeProvider clock) =>
        SearchDelay > TimeSpan.Zero ? clock.GetUtcNow() - SearchDelay : DateTimeOffset.MaxValue;

    public int PageSize(int? requested, int standard) => requested ?? Math.Min(DefaultPageSize ?? standard, standard);
}

internal enum SynchronousMode
{
    /// <summary>A write is answered when it is on the disk: it survives a power cut.</summary>
    Full,

    /// <summary>A write is answered when the operating system has it: it survives a crash of the process.</summary>
    Normal,
}

internal enum LogFormat
{
    Text,
    Json,
}

internal enum CustomerIdRule
{
    TemplateDriven,
    Always,
}

internal enum OptionValueRule
{
    /// <summary>Letters, digits, hyphens and underscores, as the API reference says.</summary>
    Documented,

    /// <summary>Whatever the pattern of the model lets pass.</summary>
    Pattern,
}

internal enum LayoutFieldRule
{
    /// <summary>Neither, as the API reference says.</summary>
    Documented,

    /// <summary>Both, as one of its examples does.</summary>
    Any,
}

internal enum TemplateDeletionRule
{
    Any,

    /// <summary>An active one is refused with a ConflictException.</summary>
    InactiveOnly,
}

internal enum CaseRuleEnforcement
{
    Enforced,
    Ignored,
}

internal enum TextEquality
{
    /// <summary>The whole value, ignoring case.</summary>
    WholeValue,

    /// <summary>The value contains the text, ignoring case.</summary>
    Phrase,
}

internal enum EventSpelling
{
    /// <summary><c>Comment</c>, as in the API.</summary>
    Api,

    /// <summary><c>comment</c>.</summary>
    LowerCase,
}

internal sealed class KnownContact
{
    public string ContactArn { get; set; } = "";

    public string Channel { get; set; } = "VOICE";

    public DateTimeOffset? ConnectedToSystemTime { get; set; }
}

/// <summary>Resource quotas with the documented numbers (behaviour.md 12.1).</summary>
internal sealed class QuotaOptions
{
    public int Domains { get; set; } = 5;

    public int FieldsPerDomain { get; set; } = 500;

    public int OptionsPerField { get; set; } = 500;

    public int LayoutsPerDomain { get; set; } = 100;

    public int FieldsPerLayout { get; set; } = 100;

    public int TemplatesPerDomain { get; set; } = 100;

    public int CaseRulesPerDomain { get; set; } = 100;

    public int FieldOptionsRulesPerTemplate { get; set; } = 10;

    public int ParentValuesPerFieldOptionsRule { get; set; } = 50;

    public int ChildValuesPerFieldOptionsRule { get; set; } = 500;

    public int RelatedItemsPerCase { get; set; } = 200;

    public int FilesPerCase { get; set; } = 50;

    public int SlasPerCase { get; set; } = 30;

    public int FieldsPerRelatedItem { get; set; } = 5;

    /// <summary>How many fields of a domain can be deleted; deletion is soft.</summary>
    public int DeletedFieldsPerDomain { get; set; } = 500;

    public int DeletedLayoutsPerDomain { get; set; } = 100;

    public int DeletedTemplatesPerDomain { get; set; } = 100;
}
