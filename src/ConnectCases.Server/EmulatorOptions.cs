namespace ConnectCases;

/// <summary>
/// The options of the emulator. They are bound from section <c>ConnectCases</c> of the configuration: appsettings.json,
/// environment variables such as <c>ConnectCases__Data</c>, or the command line. <c>Configure&lt;EmulatorOptions&gt;</c> works as
/// for all options of ASP.NET Core. Invalid options stop the start of the host with an
/// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/>.
/// </summary>
public sealed class EmulatorOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "ConnectCases";

    /// <summary>
    /// The SQLite file that keeps the state, relative to the working directory. The default is <c>cases.db</c>, unless another
    /// storage is set.
    /// </summary>
    public string? Data { get; set; }

    /// <summary>
    /// The connection string of a PostgreSQL database that keeps the state, in the format of Npgsql (<c>Host=…;Database=…</c>).
    /// Several servers can share the database. The server creates the database if it does not exist. This option needs the
    /// assembly <c>ConnectCases.PostgreSql</c>.
    /// </summary>
    public string? Postgres { get; set; }

    /// <summary>
    /// Keeps the state in a temporary database without fsync, and deletes the database when the server stops.
    /// </summary>
    public bool InMemory { get; set; }

    /// <summary>
    /// The seeds to apply at the start, in this order: <c>demo</c>, or paths of seed files (<c>.yaml</c>, <c>.yml</c>, <c>.json</c>).
    /// A setting can also be a single value.
    /// </summary>
    public IList<string> Seed { get; } = [];

    /// <summary>
    /// A state document that replaces the state at the start, before the seed and the first request. A missing file is an error, unless
    /// <see cref="ExportOnExit"/> names the same file, which the first run creates.
    /// </summary>
    public string? Import { get; set; }

    /// <summary>The file that receives the state as a document when the server stops. An existing file is kept if the export fails.</summary>
    public string? ExportOnExit { get; set; }

    /// <summary>The account of a caller whose access key id is not a 12-digit account id.</summary>
    public string Account { get; set; } = "123456789012";

    /// <summary>The Region of unsigned requests.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>How safely a write is stored before the server sends the response.</summary>
    public SynchronousMode Synchronous { get; set; } = SynchronousMode.Full;

    /// <summary>
    /// How long a request waits for an unavailable PostgreSQL server, at most a day. A request that waits longer fails with an
    /// InternalServerException that asks the client to retry.
    /// </summary>
    public TimeSpan StorageTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the start of the emulator waits for an unavailable PostgreSQL server, at most a day. The start then fails with a
    /// <see cref="StartupException"/>.
    /// </summary>
    public TimeSpan StorageStartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The host names with which requests can address the emulator, separated by commas, in addition to loopback names and the
    /// addresses on which the server listens. <c>*.example.com</c> allows all subdomains, <c>*</c> allows every name. Requests
    /// with another host name lead to the status 421, so that a web page cannot reach the emulator through DNS rebinding.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>
    /// The web origins whose pages can call the API: <c>loopback</c> (pages of this machine), <c>any</c>, <c>none</c>, or origins
    /// such as <c>https://app.example.com</c>, separated by commas. Requests of other origins lead to the status 403.
    /// </summary>
    public string Cors { get; set; } = "loopback";

    /// <summary>Whether requests need a valid signature.</summary>
    public SignatureMode Signatures { get; set; }

    /// <summary>
    /// The credentials of callers. Without any, the emulator knows one pair: access key id <c>test</c> and secret access key
    /// <c>test</c>.
    /// </summary>
    public IList<EmulatorCredential> Credentials { get; } = [];

    /// <summary>
    /// The ARNs that audit events record for callers, by access key id. They override <see cref="EmulatorCredential.PrincipalArn"/>.
    /// </summary>
    public IDictionary<string, string> Principals { get; } = new Dictionary<string, string>();

    /// <summary>Whether requests above the documented rates are rejected (behaviour.md 12.2). A control can change the mode.</summary>
    public ThrottlingMode Throttling { get; set; }

    /// <summary>A JSON file with fault rules, which apply from the first request.</summary>
    public string? Faults { get; set; }

    /// <summary>
    /// A larger maximum size of request bodies, in bytes. Null limits each operation to the size that its constraints can need.
    /// </summary>
    public long? MaxRequestBodySize { get; set; }

    /// <summary>
    /// How long a new domain reports <c>CreationInProgress</c>, at most a day. The domain is usable during that time
    /// (behaviour.md 3.1).
    /// </summary>
    public TimeSpan DomainCreationDelay { get; set; }

    /// <summary>When CreateCase requires <c>customer_id</c> (behaviour.md 7.1).</summary>
    public CustomerIdMode CustomerId { get; set; }

    /// <summary>The characters that an option value can have (behaviour.md 17, row 20).</summary>
    public OptionValueMode OptionValues { get; set; }

    /// <summary>Whether layouts can contain <c>title</c> and <c>status</c> (behaviour.md 17, row 16).</summary>
    public LayoutFieldMode LayoutFields { get; set; }

    /// <summary>The templates that DeleteTemplate deletes (behaviour.md 17, row 17).</summary>
    public TemplateDeletionMode TemplateDeletion { get; set; }

    /// <summary>Whether CreateCase and UpdateCase enforce case rules (behaviour.md 6.4).</summary>
    public CaseRuleEnforcement CaseRules { get; set; }

    /// <summary>How <c>equalTo</c> compares a text in a filter (behaviour.md 17, row 45).</summary>
    public TextEquality TextEquality { get; set; }

    /// <summary>
    /// Whether the ARNs of contacts, files, users, queues and customer profiles must have the documented form (behaviour.md 2.2).
    /// </summary>
    public ArnFormMode ArnForms { get; set; }

    /// <summary>The error for a request with the wrong shape.</summary>
    public ShapeErrorMode ShapeErrors { get; set; }

    /// <summary>
    /// Whether refused requests have the response header <c>x-emulator-hint</c>, which says what to change. The log and the request
    /// journal always have the hint.
    /// </summary>
    public bool Hints { get; set; } = true;

    /// <summary>
    /// How long searches do not find a new case or related item, at most a day. Applies to SearchCases, SearchAllRelatedItems and
    /// ListCasesForContact (behaviour.md 10.4).
    /// </summary>
    public TimeSpan SearchDelay { get; set; }

    /// <summary>
    /// The maximum number of cases that SearchCases fetches by index and sorts. A search with more candidates reads cases in the
    /// requested order instead. The value affects speed only (docs/adr/0009).
    /// </summary>
    public int SearchCandidates { get; set; } = 1_000;

    /// <summary>The maximum value of <c>totalCount</c> in SearchCases. A search with more matches reports this number.</summary>
    public int SearchCountLimit { get; set; } = 10_000;

    /// <summary>The maximum number of cases in BatchUpdateCase and BatchCreateRelatedItem (contract-delta.md 6).</summary>
    public int BatchCases { get; set; } = 100;

    /// <summary>The maximum number of fields in BatchUpdateCase (contract-delta.md 6).</summary>
    public int BatchFields { get; set; } = 220;

    /// <summary>The maximum number of field values of a case after a merge (contract-delta.md 2.3).</summary>
    public int MergedFieldValues { get; set; } = 500;

    /// <summary>How long a merge takes, at most a day. With zero, the merge is complete when StartMergeCases responds.</summary>
    public TimeSpan MergeDuration { get; set; }

    /// <summary>The spelling of <c>relatedItemType</c> in events (behaviour.md 17, row 52).</summary>
    public EventSpelling EventRelatedItemTypes { get; set; }

    /// <summary>The number of events that <c>/_emulator/events</c> keeps. The server removes older events.</summary>
    public int EventsKept { get; set; } = 100_000;

    /// <summary>
    /// The number of requests that <c>/_emulator/requests</c> keeps. The server removes older requests. With zero, the server keeps
    /// none.
    /// </summary>
    public int RequestsKept { get; set; } = 10_000;

    /// <summary>The maximum memory of the requests that <c>/_emulator/requests</c> keeps, in bytes.</summary>
    public long RequestBytesKept { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// The default page size of requests without <c>maxResults</c>, if this value is smaller than the default of the operation.
    /// A small value makes a client read several pages.
    /// </summary>
    public int? DefaultPageSize { get; set; }

    /// <summary>The contacts that CreateRelatedItem knows. The real service reads contacts from Amazon Connect.</summary>
    public IList<KnownContact> Contacts { get; } = [];

    /// <summary>The resource quotas.</summary>
    public QuotaOptions Quotas { get; } = new();

    /// <summary>Returns the latest creation time of the cases and items that searches find.</summary>
    internal DateTimeOffset SearchableUntil(DateTimeOffset now) =>
        SearchDelay > TimeSpan.Zero ? now - SearchDelay : DateTimeOffset.MaxValue;

    /// <summary>Returns the page size of a request.</summary>
    internal int PageSize(int? requested, int standard) => requested ?? Math.Min(DefaultPageSize ?? standard, standard);
}
