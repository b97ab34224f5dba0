using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Protocol;

/// <summary>Audit events record the principal: of the header, of the options, or a role of the account.</summary>
public sealed class PrincipalTests : IAsyncLifetime
{
    private const string Header = "x-emulator-principal";
    private const string Role = "arn:aws:iam::111122223333:role/from-header";

    private readonly CasesApp app = new CasesApp()
        .With("Principals:AKIAONE", "arn:aws:iam::111122223333:user/from-principals")
        .With("Credentials:0:AccessKeyId", "AKIAONE").With("Credentials:0:SecretAccessKey", "secret")
        .With("Credentials:0:PrincipalArn", "arn:aws:iam::111122223333:user/from-credentials")
        .With("Credentials:1:AccessKeyId", "AKIATWO").With("Credentials:1:SecretAccessKey", "secret")
        .With("Credentials:1:PrincipalArn", "arn:aws:iam::111122223333:user/from-credentials");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("AKIAONE", Role, Role)]
    [InlineData("AKIAONE", null, "arn:aws:iam::111122223333:user/from-principals")]
    [InlineData("AKIATWO", null, "arn:aws:iam::111122223333:user/from-credentials")]
    [InlineData("akiaone", null, "arn:aws:iam::123456789012:role/emulator")]
    public async Task The_header_comes_before_the_options(string accessKeyId, string? header, string expected)
    {
        var @case = await (await CreateAsync(app.ClientOf(accessKeyId), header)).CreateCaseAsync();
        Assert.Equal(expected, PrincipalOf((await @case.AuditEventsAsync())[0]));
    }

    [Fact]
    public async Task An_unsigned_request_can_have_a_principal()
    {
        var client = app.NewAccount();
        client.Http.DefaultRequestHeaders.Remove("Authorization");
        var @case = await (await CreateAsync(client, Role)).CreateCaseAsync();
        Assert.Equal(Role, PrincipalOf((await @case.AuditEventsAsync())[0]));
    }

    [Fact]
    public async Task A_request_has_one_principal()
    {
        var client = app.NewAccount();
        client.Http.DefaultRequestHeaders.Add(Header, [Role, Role]);
        (await client.PostAsync("/domains-list")).ShouldBeInvalid(Header);
    }

    [Fact]
    public async Task Batches_and_events_have_the_principal()
    {
        var domain = await CreateAsync(app.NewAccount(), Role);
        await domain.EnableEventsAsync();
        var @case = await domain.CreateCaseAsync();
        (await domain.BatchAddAsync("""{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", "\"performedBy\":{\"customEntity\":\"test\"}", ById(@case.Id)))
            .ShouldSucceed();
        (await domain.BatchUpdateAsync("\"title\":\"New\"", ById(@case.Id))).ShouldSucceed();

        var auditEvents = await @case.AuditEventsAsync();
        Assert.Equal(3, auditEvents.Count);
        Assert.All(auditEvents, @event => Assert.Equal(Role, PrincipalOf(@event)));
        Assert.All(
            await domain.EventsAsync(), @event => Assert.Equal(Role, (string)@event["detail"]!["performedBy"]!["iamPrincipalArn"]!));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws:iam::111122223333:user/division/ann")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/agent/i-0123@example.com")]
    [InlineData("arn:aws-us-gov:iam::111122223333:role/agent")]
    public async Task A_principal_is_a_user_a_role_a_session_or_the_root(string principal)
    {
        var @case = await (await CreateAsync(app.NewAccount(), principal)).CreateCaseAsync();
        Assert.Equal(principal, PrincipalOf((await @case.AuditEventsAsync())[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("arn:aws:iam::12:role/agent")]
    [InlineData("arn:aws:iam:us-east-1:111122223333:role/agent")]
    [InlineData("arn:aws:connect:us-east-1:111122223333:instance/i/agent/a")]
    [InlineData("arn:aws:iam::111122223333:role/a, arn:aws:iam::111122223333:role/b")]
    public async Task Another_text_in_the_header_is_refused(string principal)
    {
        var client = app.NewAccount();
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation(Header, principal);
        (await client.PostAsync("/domains", """{"name":"Support"}""")).ShouldBeInvalid(Header, "arn:aws:iam::123456789012:role/agent", $"'{principal}'");
    }

    [Theory]
    [InlineData("--ConnectCases:Principals:AKIAONE=ann", "Principals: 'ann' of the access key id 'AKIAONE'")]
    [InlineData("--ConnectCases:Principals=ann", "The setting Principals has a value")]
    public async Task Another_text_in_the_option_stops_the_start(string argument, string mention)
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(
            Path.GetTempPath(), ["--in-memory", "--urls", "http://127.0.0.1:0", argument]);
        Assert.Equal(2, exitCode);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<TestDomain> CreateAsync(CasesClient client, string? principal)
    {
        if (principal is not null)
        {
            client.Http.DefaultRequestHeaders.TryAddWithoutValidation(Header, principal);
        }

        return await TestDomain.CreateAsync(client);
    }

    private static string PrincipalOf(System.Text.Json.Nodes.JsonNode auditEvent) =>
        (string)auditEvent["performedBy"]!["iamPrincipalArn"]!;
}
