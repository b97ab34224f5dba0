using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Commands.Pull.Documents;
using ConnectCases.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NetArchTest.Rules;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using CasesConfig = ConnectCases.Commands.Pull.CasesConfig;
using CasesRetryPolicy = ConnectCases.Commands.Pull.CasesRetryPolicy;
using DomainContent = ConnectCases.Commands.Pull.DomainContent;

namespace ConnectCases.Tests.Hosting;

/// <summary>The command pull, in a process of its own.</summary>
public sealed class PullTests : IDisposable
{
    private const string Demo = "0d000000-0000-4000-8000-000000000001";

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_domain_becomes_a_seed_file_with_its_ids()
    {
        await using var app = new CasesApp().With("Seed", "demo");
        var (exitCode, output, errors) = await PullAsync(app.ClientOf("123456789012"), Demo);
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var lines = output.Split('\n');
        Assert.Matches($@"^# Domain {Demo} of http://127\.0\.0\.1:[0-9]+ \(us-east-1\) on [-0-9]+T[:0-9]+Z, written by the command pull\.$", lines[0]);
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/ConnectCases.Tests/Hosting/demo-configuration.yaml"))).TrimEnd(), string.Join('\n', lines[1..]));
    }

    [Fact]
    public async Task Cases_are_copied_on_request()
    {
        await using var app = new CasesApp().With("Seed", "demo");
        var client = app.ClientOf("123456789012");
        var (exitCode, output, errors) = await PullAsync(client, Demo, "--cases");
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var cases = (YamlSequenceNode)DomainOf(output)["cases"];
        var found = await client.AllAsync($"/domains/{Demo}/cases-search", "cases");
        Assert.Equal(found.Select(@case => (string)@case["caseId"]!).Order(), cases.Select(@case => (string)@case["id"]!).Order());
        Assert.Equal(cases.Select(@case => (string)@case["createdAt"]!).Order(), cases.Select(@case => (string)@case["createdAt"]!));

        foreach (var @case in cases.Cast<YamlMappingNode>())
        {
            var items = await client.AllAsync($"/domains/{Demo}/cases/{(string)@case["id"]!}/related-items-search", "relatedItems");
            items.Reverse();
            var copied = @case.Children.TryGetValue("relatedItems", out var list) ? ((YamlSequenceNode)list).Children : [];
            Assert.Equal(items.Select(item => (string)item["relatedItemId"]!), copied.Select(item => (string)item["id"]!));
        }

        var kinds = cases.OfType<YamlMappingNode>().Where(@case => @case.Children.ContainsKey("relatedItems"))
            .SelectMany(@case => (YamlSequenceNode)@case["relatedItems"]).Select(item => ((YamlScalarNode)((YamlMappingNode)item).Children.First().Key).Value);
        Assert.Equal(["case", "comment", "contact", "custom", "file", "sla"], kinds.Distinct().Order());
        var first = Assert.Single(cases, @case => (string)@case["handle"]! == "DEMO00001");
        Assert.Equal("Order support", (string)first["template"]!);
        Assert.Equal("19.5", (string)first["fields"]["Order value"]!);
        Assert.Equal("Wrong item delivered", (string)first["fields"]["title"]!);
        var number = (YamlScalarNode)first["fields"]["reference_number"];
        Assert.Equal(("20260001", ScalarStyle.DoubleQuoted), (number.Value, number.Style));
    }

    [Fact]
    public async Task Requests_are_signed_with_the_credentials_of_the_environment_or_of_a_profile()
    {
        await using var server = await ServerProcess.StartAsync(
            directory,
            "--in-memory",
            "--seed",
            "demo",
            "--signatures",
            "require",
            "--ConnectCases:Credentials:0:AccessKeyId=AKIDEXAMPLE",
            "--ConnectCases:Credentials:0:SecretAccessKey=secret/one",
            "--ConnectCases:Credentials:0:Account=123456789012");
        var endpoint = server.Client.Http.BaseAddress!.ToString();
        var (exitCode, output, errors) = await RunAsync(
            ["--domain-id", Demo, "--cases"],
            ("AWS_ENDPOINT_URL_CONNECTCASES", endpoint), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret/one"));
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal("Demo contact center", (string)DomainOf(output)["name"]!);

        (exitCode, output, errors) = await RunAsync(
            ["--domain-id", Demo, "--endpoint", endpoint], ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "other"));
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("403 InvalidSignatureException", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            Path.Combine(directory, "config"),
            "[profile production]\nregion = us-east-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret/one\n");
        (exitCode, output, errors) = await RunAsync(
            ["--domain-id", Demo, "--endpoint", endpoint, "--profile", "production"],
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "other"), ("AWS_REGION", ""), ("AWS_CONFIG_FILE", Path.Combine(directory, "config")));
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal("Demo contact center", (string)DomainOf(output)["name"]!);
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        const int Count = 103;
        await using var app = new CasesApp().With("Quotas:FieldsPerDomain", "500").With("Quotas:LayoutsPerDomain", "500")
            .With("Quotas:TemplatesPerDomain", "500").With("Quotas:CaseRulesPerDomain", "500").With("Quotas:OptionsPerField", "500");
        var domain = await app.CreateDomainAsync();
        var select = await domain.CreateSelectAsync([.. Enumerable.Range(0, Count).Select(number => $"option{number}")]);
        var ids = new Dictionary<string, List<string>> { ["fields"] = [select], ["layouts"] = [], ["caseRules"] = [], ["templates"] = [], ["cases"] = [] };
        var template = await domain.CreateTemplateAsync();
        ids["templates"].Add(template);
        for (var number = 0; number < Count; number++)
        {
            ids["fields"].Add(await domain.CreateFieldAsync("Text"));
            ids["layouts"].Add(await domain.CreateLayoutAsync("summary"));
            ids["caseRules"].Add(await domain.CreateCaseRuleAsync());
            ids["templates"].Add(await domain.CreateTemplateAsync());
            ids["cases"].Add((await domain.CreateCaseAsync(template)).Id);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var last = new TestCase(domain, ids["cases"][^1]);
        for (var number = 0; number < 27; number++)
        {
            (await last.AddCommentAsync($"Comment {number}")).ShouldSucceed();
        }

        var (exitCode, output, errors) = await PullAsync(domain.Client, domain.Id, "--cases");
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var copy = DomainOf(output);
        foreach (var (list, expected) in ids)
        {
            Assert.Equal(expected, ((YamlSequenceNode)copy[list]).Select(entry => (string)entry["id"]!));
        }

        Assert.Equal(Count, ((YamlSequenceNode)copy["fields"][0]["options"]).Children.Count);
        Assert.Equal(
            Enumerable.Range(0, 27).Select(number => $"Comment {number}"),
            ((YamlSequenceNode)copy["cases"][Count - 1]["relatedItems"]).Select(item => (string)item["comment"]!));
    }

    [Fact]
    public async Task Deleted_resources_and_their_uses_are_left_out()
    {
        await using var app = new CasesApp();
        var domain = await app.CreateDomainAsync();
        var (kept, deleted) = (await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Text"));
        var (keptRule, deletedRule) = (await domain.CreateCaseRuleAsync(), await domain.CreateCaseRuleAsync());
        (await domain.DeleteAsync($"/case-rules/{deletedRule}")).ShouldSucceed();
        var layout = await domain.CreateLayoutAsync(kept, deleted);
        var template = await domain.BindAsync((keptRule, kept), (keptRule, deleted));
        var deletedTemplate = await domain.CreateTemplateAsync();
        (await domain.PutAsync($"/templates/{template}", $$"""{"layoutConfiguration":{"defaultLayout":"{{layout}}"} }""")).ShouldSucceed();
        await domain.EnableEventsAsync($$$"""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"{{{kept}}}"},{"id":"{{{deleted}}}"}]} } }""");
        var @case = await domain.CreateCaseAsync(template, TestDomain.Value(kept, "a"), TestDomain.Value(deleted, "b"));
        await domain.CreateCaseAsync(deletedTemplate);
        (await domain.DeleteAsync($"/templates/{deletedTemplate}")).ShouldSucceed();
        await domain.DeleteFieldAsync(deleted);

        var (exitCode, output, errors) = await PullAsync(domain.Client, domain.Id, "--cases");
        Assert.Equal(0, exitCode);
        Assert.Equal("1 of 2 cases were left out, because their templates are deleted.", errors);
        Assert.DoesNotContain(deleted, output, StringComparison.Ordinal);
        Assert.DoesNotContain(deletedRule, output, StringComparison.Ordinal);
        var copy = DomainOf(output);
        Assert.Equal(@case.Id, (string)Assert.Single((YamlSequenceNode)copy["cases"])["id"]!);
        var name = (string)Assert.Single((YamlSequenceNode)copy["fields"])["name"]!;
        Assert.Equal(name, (string)Assert.Single((YamlSequenceNode)Assert.Single((YamlSequenceNode)copy["layouts"])["top"])!);
        Assert.Equal(name, (string)Assert.Single((YamlSequenceNode)copy["events"]["fields"])!);
        var rule = Assert.Single((YamlSequenceNode)copy["caseRules"]);
        Assert.Equal((string)rule["name"]!, (string)Assert.Single((YamlSequenceNode)Assert.Single((YamlSequenceNode)copy["templates"])["rules"])!);
    }

    [Theory]
    [InlineData("Retry-After", "0")]
    [InlineData("x-amz-retry-after", "1")]
    public async Task A_throttled_request_is_retried(string header, string value)
    {
        var refused = 0;
        await using var app = Refusing(header, value, () => Interlocked.Increment(ref refused) % 5 != 0);
        var domain = await app.CreateDomainAsync();
        var (exitCode, output, errors) = await PullAsync(domain.Client, domain.Id);
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(domain.Id, (string)DomainOf(output)["id"]!);
        Assert.True(refused > 10, $"{refused} requests");
    }

    [Theory]
    [InlineData("250", "10", 250)]
    [InlineData(null, "10", 10_000)]
    [InlineData("soon", "Wed, 21 Oct 2026 07:28:00 GMT", null)]
    [InlineData(null, "3600", 60_000)]
    [InlineData(null, null, null)]
    public void A_retry_waits_as_long_as_the_service_requests(string? milliseconds, string? seconds, int? expected) => Assert.Equal(
        expected,
        CasesRetryPolicy.RequestedWait(name => name == "Retry-After" ? seconds : name == "x-amz-retry-after" ? milliseconds : null)?.TotalMilliseconds);

    [Fact]
    public async Task A_request_that_is_throttled_too_often_ends_the_command()
    {
        var refused = 0;
        await using var app = Refusing("Retry-After", "0", () => Interlocked.Increment(ref refused) > 0);
        var domain = await app.CreateDomainAsync();
        var file = Path.Combine(directory, "seed.yaml");
        await File.WriteAllTextAsync(file, "kept");
        var (exitCode, output, errors) = await PullAsync(domain.Client, domain.Id, "--output", "seed.yaml");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.EndsWith("responded to GetDomain with 429 ThrottlingException: Rate exceeded", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(7, refused);
        Assert.Equal("kept", await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task The_file_is_replaced_at_once()
    {
        await using var app = new CasesApp();
        var domain = await app.CreateDomainAsync();
        var file = Path.Combine(directory, "seed.yaml");
        await File.WriteAllTextAsync(file, "old");
        var (exitCode, output, errors) = await PullAsync(domain.Client, domain.Id, "--output", "seed.yaml");
        Assert.Equal((0, "", ""), (exitCode, output, errors));
        Assert.Equal(domain.Id, (string)DomainOf(await File.ReadAllTextAsync(file))["id"]!);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task An_unknown_domain_ends_the_command()
    {
        await using var app = new CasesApp();
        var (exitCode, output, errors) = await PullAsync(app.NewAccount(), "no/such domain");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("404 ResourceNotFoundException: Domain 'no/such domain'", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--domain-id d --endpoint http://127.0.0.1:1", "does not respond", 1)]
    [InlineData("--domain-id d --endpoint nonsense", "not an http or https address", 1)]
    [InlineData("--domain-id d --profile none", "no profile 'none'", 1)]
    [InlineData("--domain-id d --region example.com/", "not the name of a Region", 1)]
    [InlineData("--domain-id d --output missing/seed.yaml", "missing/seed.yaml cannot be written", 1)]
    [InlineData("--domain-id d --output .", "is a directory", 1)]
    [InlineData("--endpoint http://127.0.0.1:1", "--domain-id", 2)]
    public async Task An_invalid_command_line_is_refused_in_one_line(string arguments, string mention, int expected)
    {
        var (exitCode, output, errors) = await RunAsync(
            arguments.Split(' '), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"));
        Assert.Equal(expected, exitCode);
        Assert.Empty(output);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Theory]
    [InlineData("us-east-1", "https://cases.us-east-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://cases.cn-north-1.amazonaws.com.cn")]
    public void The_default_endpoint_is_in_AWS(string region, string expected) => Assert.Equal(expected, CasesConfig.AwsEndpoint(region));

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "no AWS credentials")]
    [InlineData("AWS_REGION", "The Region is unknown")]
    public async Task Missing_credentials_and_a_missing_Region_are_refused_in_one_line(string absent, string mention)
    {
        var (exitCode, output, errors) = await RunAsync(
            ["--domain-id", "d", "--endpoint", "http://127.0.0.1:1"],
            ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), (absent, ""));
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Rules { get; } = new()
    {
        { Required(otherwise: false), "required: {default: false}" },
        { Hidden(otherwise: true), "hidden: {default: true}" },
        { Hidden(otherwise: false, EqualTo("f", "a")), "hidden: {when: {Select: a}}" },
        { Required(otherwise: true, EqualTo("f", "a", result: false)), "required: {unless: {Select: a}}" },
        { Required(otherwise: false, EqualTo("f", "a", result: false)), "required: {unless: {Select: a}, default: false}" },
        { Required(otherwise: true, EqualTo("f", "a")), "required: {when: {Select: a}, default: true}" },
        { Required(otherwise: false, EqualTo("f", "a"), EqualTo("f", "b")), "required: {when: {Select: [a, b]}}" },
        { Required(otherwise: false, EqualTo("f", "a", result: false), EqualTo("f", "b")), "required: {when: {Select: b}, unless: {Select: a}}" },
        { Required(otherwise: false, EqualTo("f", NoValue)), "required: {when: {Select: null}}" },
        { Required(otherwise: false, EqualTo("f", """{"booleanValue":true}""")), "required: {when: {Select: true}}" },
        { Required(otherwise: false, EqualTo("f", """{"doubleValue":1.5}""")), "required: {when: {Select: 1.5}}" },
        { Required(otherwise: false, AndAll(EqualTo("f", "a"), EqualTo("title", "4711"))), "required: {when: {Select: a, title: \"4711\"}}" },
        { Required(otherwise: false, AndAll(EqualTo("f", "a"), EqualTo("f", "b"))), "rule:" },
        { Required(otherwise: false, AndAll(EqualTo("f", "a"))), "rule:" },
        { Required(otherwise: false, OrAll(EqualTo("f", "a"), EqualTo("f", "b"))), "rule:" },
        { Required(otherwise: false, EqualTo("f", "b"), EqualTo("title", "b")), "rule:" },
        { Required(otherwise: false, EqualTo("f", "b"), EqualTo("f", "a", result: false)), "rule:" },
        { Required(otherwise: false, NotEqualTo("f", "a")), "rule:" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_its_short_form_if_the_form_is_exact(string rule, string expected)
    {
        var written = SeedDocument.Write(Content([], JsonNode.Parse($$"""{"caseRuleId":"r","name":"Rule","rule":{{rule}} }""")!), "#");
        Assert.Contains(expected, written.Split('\n').Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("4711")]
    [InlineData("-1.5e3")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("12:30:00")]
    [InlineData(".inf")]
    [InlineData("2026-10-05")]
    [InlineData("2026-10-05T08:48:00.000Z")]
    [InlineData("no")]
    [InlineData("True")]
    [InlineData("Null")]
    [InlineData("~")]
    [InlineData("y")]
    [InlineData("=")]
    [InlineData("<<")]
    public void A_text_that_YAML_reads_as_another_type_is_quoted(string text)
    {
        var read = (YamlScalarNode)Roundtrip(text)["description"];
        Assert.Equal((text, ScalarStyle.DoubleQuoted), (read.Value, read.Style));
    }

    [Theory]
    [InlineData(" leading and trailing ")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("{a, b}")]
    [InlineData("'single' and \"double\" \\ quotes")]
    [InlineData("*alias &anchor !tag %directive @at `tick`")]
    [InlineData("two\nlines")]
    [InlineData("two\n\n  indented\nlines")]
    [InlineData("a line break at the end\n")]
    [InlineData("\nat the start")]
    [InlineData(" space\nfirst")]
    [InlineData("space \nat the end of a line")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("tab\tand\u0007bell")]
    [InlineData("next\u0085line\u2028separator\u2029paragraph")]
    [InlineData("\U0001F4E6 Paket für Zoë")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("# no comment\n# at all")]
    [InlineData("\uFEFFmark")]
    public void A_text_stays_as_it_is(string text)
    {
        var entry = Roundtrip(text);
        Assert.Equal(text, (string)entry["description"]!);
        Assert.Equal(text, (string)entry["tags"]["key"]!);
    }

    [Fact]
    public void An_ambiguous_name_gives_way_to_the_id()
    {
        var rule = JsonNode.Parse(
            """
            {"caseRuleId":"r","name":"Rule","rule":{"fieldOptions":{"parentFieldId":"f1","childFieldId":"f3",
            "parentChildFieldOptionsMappings":[{"parentFieldOptionValue":"","childFieldOptionValues":[]}]}}}
            """)!;
        var fields = new[] { ("f1", "Same"), ("f2", "same"), ("f3", "title") }
            .Select(field => JsonNode.Parse($$"""{"fieldId":"{{field.Item1}}","name":"{{field.Item2}}","type":"SingleSelect","namespace":"Custom"}""")!);
        var options = DomainOf(SeedDocument.Write(Content([.. fields], rule), "#"))["caseRules"][0]["options"];
        Assert.Equal(("f1", "f3"), ((string)options["parent"]!, (string)options["field"]!));
        Assert.Empty((YamlSequenceNode)options["mappings"][""]);
    }

    [Fact]
    public void Other_commands_do_not_use_the_libraries_of_pull()
    {
        string[] libraries = ["Amazon", "YamlDotNet"];
        var users = Types.InAssembly(typeof(Program).Assembly).That().HaveDependencyOnAny(libraries).GetTypes().Select(type => type.ReflectionType.Namespace!);
        Assert.Equal(["ConnectCases.Commands.Pull", "ConnectCases.Commands.Pull.Documents"], users.Distinct().Order());
    }

    private static YamlNode Roundtrip(string text)
    {
        var field = new JsonObject
        {
            ["fieldId"] = "f",
            ["name"] = "Field",
            ["type"] = "Text",
            ["namespace"] = "Custom",
            ["description"] = text,
            ["tags"] = new JsonObject { ["key"] = text },
        };
        return DomainOf(SeedDocument.Write(Content([field]), "#"))["fields"][0];
    }

    private static DomainContent Content(JsonNode[] fields, params JsonNode[] rules) => new(
        JsonNode.Parse("""{"domainId":"d","name":"Domain"}""")!,
        [
            JsonNode.Parse("""{"fieldId":"title","name":"Title","type":"Text","namespace":"System"}""")!,
            .. fields.Length > 0 ? fields : [JsonNode.Parse("""{"fieldId":"f","name":"Select","type":"SingleSelect","namespace":"Custom"}""")!],
        ],
        new Dictionary<string, IReadOnlyList<JsonNode>>(),
        rules,
        [],
        [],
        new JsonObject(),
        []);

    private static CasesApp Refusing(string header, string value, Func<bool> refuses) => new CasesApp().With(services =>
        services.AddSingleton<IStartupFilter>(new Refusals(header, value, refuses)));

    private Task<(int ExitCode, string Output, string Errors)> PullAsync(CasesClient client, string domainId, params string[] more) =>
        PullProcess.PullAsync(directory, client, domainId, more);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string, string)[] environment) =>
        PullProcess.RunAsync(directory, arguments, environment);

    private static YamlMappingNode DomainOf(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode["domains"][0];
    }

    /// <summary>Throttles requests of the SDK.</summary>
    private sealed class Refusals(string header, string value, Func<bool> refuses) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (!context.Request.Headers.ContainsKey("amz-sdk-request") || !refuses())
                {
                    await following(context);
                    return;
                }

                context.Response.StatusCode = (int)HttpStatusCode.TooManyRequests;
                context.Response.Headers["x-amzn-ErrorType"] = "ThrottlingException";
                context.Response.Headers[header] = value;
                await context.Response.WriteAsync("""{"message":"Rate exceeded"}""");
            });
            next(app);
        };
    }
}
