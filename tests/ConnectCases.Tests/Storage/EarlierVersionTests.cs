using ConnectCases.Api.Fields;
using ConnectCases.PostgreSql;
using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>A database of the last version without <c>reference_id</c> and merges.</summary>
public sealed class EarlierVersionTests : IAsyncLifetime
{
    private const string Account = "123456789012";

    // The hash that this version stored for the same request.
    private const string Parameters = "87D55CB6FFE066E2C787AF5A19890C218AB054B23F2027261CF9663F219113E4";

    private readonly SqliteTestDatabase database = new();
    private CasesApp app = null!;
    private TestDomain domain = null!;
    private TestCase @case = null!;

    public async Task InitializeAsync()
    {
        Execute("PRAGMA application_id = 1128354629; PRAGMA journal_mode = WAL");
        await using (var db = new SqliteCasesDbContext(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite($"Data Source={database.Name};Pooling=False").Options))
        {
            // The migrations need these functions, but they do not call the functions, because the tables are empty.
            await db.Database.OpenConnectionAsync();
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            connection.CreateFunction<long, string?, double?, string>("cases_folded", (_, _, _) => "");
            connection.CreateFunction<string?, string?>("cases_sort_text", text => text);
            await db.GetService<IMigrator>().MigrateAsync("20261125135444_FullText");
        }

        var time = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).Ticks;
        Execute($"INSERT INTO Domains VALUES (1, 'd', '{Account}', 'us-east-1', 'Support', {time}, NULL, NULL, '{{}}')");
        foreach (var (field, key) in SystemFields.All.Where(field => field.FieldId != SystemFields.ReferenceId).Select((field, index) => (field, index + 1)))
        {
            Execute($"INSERT INTO Fields VALUES ({key}, 1, '{field.FieldId}', '{field.Name}', '{field.Type}', 'System', '{field.Description}', NULL, {time}, {time}, 0, '{{}}')");
        }

        Execute($$"""
            INSERT INTO SelectOptions VALUES (1, (SELECT Key FROM Fields WHERE FieldId = 'status'), 'Open', 'open', 1);
            INSERT INTO SelectOptions VALUES (2, (SELECT Key FROM Fields WHERE FieldId = 'status'), 'Closed', 'closed', 1);
            INSERT INTO Templates VALUES (1, 1, 't', 'Order', NULL, 'Active', '[{"fieldId":"title"}]', NULL, {{time}}, {{time}}, NULL, 0, '[]', '{}');
            INSERT INTO Cases VALUES (1, 1, 'c', 't', '{}');
            INSERT INTO CaseValues VALUES
                (1, 'case_id', 0, 'c', NULL, 1, 'c', 'c'),
                (1, 'reference_number', 0, '75134252', NULL, 1, '75134252', '75134252'),
                (1, 'title', 0, 'Lost parcel', NULL, 1, 'lost parcel', 'lost parcel'),
                (1, 'summary', 0, 'From before', NULL, 1, 'from before', 'from before'),
                (1, 'status', 0, 'open', NULL, 1, 'open', 'open'),
                (1, 'created_datetime', 0, '2026-11-02T09:00:00.000Z', NULL, 1, '2026-11-02t09:00:00.000z', '2026-11-02t09:00:00.000z'),
                (1, 'last_updated_datetime', 0, '2026-11-02T09:00:00.000Z', NULL, 1, '2026-11-02t09:00:00.000z', '2026-11-02t09:00:00.000z');
            INSERT INTO AuditEvents VALUES (1, 1, 'a', 'CaseCreated', NULL, {{time}},
                '[{"eventFieldId":"case_id","newValue":{"stringValue":"c"} }]', NULL, 'arn:aws:iam::{{Account}}:role/emulator');
            INSERT INTO RelatedItems VALUES (1, 1, 'r', 'Comment', {{time}}, '{"comment":{"body":"Hello","contentType":"Text/Plain"} }',
                NULL, NULL, '{}', NULL, 1, NULL, NULL, NULL);
            INSERT INTO ClientTokens VALUES (1, 'token', '{{Parameters}}', 'c', {{time}});
            """);
        app = CasesApp.On(database);
        domain = new(app.ClientOf(Account), "d");
        @case = new(domain, "c");
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [SqliteFact]
    public async Task Its_domains_get_the_field_reference_id_once()
    {
        await ShouldHaveItOnceAsync(domain);
        await app.DisposeAsync();
        await database.UntilReleasedAsync();

        app = CasesApp.On(database);
        await ShouldHaveItOnceAsync(new(app.ClientOf(Account), "d"));
        await ShouldHaveItOnceAsync(await TestDomain.CreateAsync(app.ClientOf(Account)));
    }

    [SqliteFact]
    public async Task Its_cases_have_no_reference_id_until_they_are_given_one()
    {
        Assert.Equal(
            ["reference_number", "summary", "title"],
            (await @case.GetAsync("reference_id", "reference_number", "summary", "title")).Keys.Order());
        Assert.Single(await @case.AuditEventsAsync());
        Assert.Equal(["r"], await @case.ItemIdsAsync());

        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        Assert.Equal("Found parcel", await @case.TextAsync("title"));
        Assert.Null(await @case.TextAsync("reference_id"));
        Assert.Equal("c", (string)Assert.Single((await BatchAsync("""{"caseId":"c"}"""))["successfulCases"].AsArray())!["caseIdentifier"]!["caseId"]!);

        (await @case.UpdateAsync(Value("reference_id", "case-1"))).ShouldSucceed();
        Assert.Single((await BatchAsync("""{"referenceId":"CASE-1"}"""))["successfulCases"].AsArray());
        Assert.Equal(9, (await (await domain.CreateCaseAsync("t")).TextAsync("reference_id"))!.Length);

        Task<ApiResponse> BatchAsync(string identifier) => domain.Client.PostAsync(
            "/cases:batchUpdateCase", $$"""{"domainId":"d","cases":[{"caseIdentifier":{{identifier}} }],"title":"Once more"}""");
    }

    [SqliteTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_cases_are_merged_like_new_ones(bool isPrimary)
    {
        var another = await domain.CreateCaseAsync("t", Value("summary", "From now"));
        await another.AddCommentAsync("Hello");
        var (primary, secondary) = isPrimary ? (@case, another) : (another, @case);

        await primary.MergeAsync(secondary, "summary");

        Assert.Equal(isPrimary ? "From now" : "From before", await primary.TextAsync("summary"));
        Assert.Contains("r", await primary.ItemIdsAsync());
        Assert.Equal(3, (await primary.ItemIdsAsync()).Length);
        Assert.Equal("closed", await secondary.TextAsync("status"));
    }

    [SqliteFact]
    public async Task Its_client_tokens_still_work()
    {
        Assert.Equal("c", (await CreateAsync("Lost parcel")).ShouldSucceed().Id("caseId"));
        (await CreateAsync("Another")).ShouldFail(System.Net.HttpStatusCode.Conflict, "ConflictException", "clientToken");

        Task<ApiResponse> CreateAsync(string title) => domain.PostAsync(
            "/cases", $$"""{"templateId":"t","clientToken":"token","fields":[{{Value("title", title)}},{{Value("summary", "From before")}}]}""");
    }

    [PostgresFact]
    public async Task On_PostgreSQL_its_domains_get_the_field_too()
    {
        await using var postgres = new PostgresTestDatabase();
        await using (var db = new PostgresCasesDbContext(new DbContextOptionsBuilder<PostgresCasesDbContext>().UseNpgsql(postgres.Setting.Value).Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("20261125135512_InitialCreate");
            await db.Database.ExecuteSqlAsync($$"""
                INSERT INTO "Domains" ("DomainId", "Account", "Region", "Name", "CreatedTime", "Tags")
                VALUES ('d', {{Account}}, 'us-east-1', 'Support', now(), '{}')
                """);
        }

        await using var later = CasesApp.On(postgres);
        Assert.Equal(["reference_id"], await new TestDomain(later.ClientOf(Account), "d").ListAsync("/fields-list", "fields", "fieldId"));
    }

    private static async Task ShouldHaveItOnceAsync(TestDomain domain)
    {
        var fields = await domain.Client.AllListedAsync(HttpMethod.Post, $"{domain.Path}/fields-list", "fields");
        var field = Assert.Single(fields, field => (string)field["fieldId"]! == "reference_id");
        Assert.Equal(("Reference ID", "Text", "System"), ((string)field["name"]!, (string)field["type"]!, (string)field["namespace"]!));
        Assert.Equal(
            SystemFields.All.Select(known => known.FieldId).Order(), fields.Select(known => (string)known["fieldId"]!).Order());
        Assert.Equal("{}", (await domain.GetFieldAsync("reference_id"))["tags"]!.ToJsonString());
    }

    private void Execute(string sql)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
