using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

public sealed class CommandLineTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("stray", "stray")]
    [InlineData("--data a.db --in-memory", "Two storages are set")]
    [InlineData("--postgres Host=db --in-memory", "Two storages are set")]
    [InlineData("--postgres Host=db --data a.db", "Two storages are set")]
    [InlineData("--postgres ", "no Host")]
    [InlineData("--postgres Database=cases", "no Host")]
    [InlineData("--postgres Bogus=1", "connection string")]
    [InlineData("--account 12", "12-digit")]
    [InlineData("--region Europe", "Region")]
    [InlineData("--seed nope", "nope")]
    [InlineData("--synchronous perhaps", "perhaps")]
    [InlineData("--synchronous 7", "Full, Normal")]
    [InlineData("--log-format 5", "Text, Json")]
    [InlineData("--log-format xml", "xml")]
    [InlineData("--urls nonsense", "nonsense")]
    [InlineData("--urls ftp://127.0.0.1", "ftp")]
    [InlineData("--urls https://127.0.0.1:22738", "https")]
    [InlineData("--urls http://127.0.0.1:99999", "99999")]
    [InlineData("--urls http://192.0.2.1:22738 --in-memory", "address")]
    [InlineData("--data :memory:", "--in-memory")]
    [InlineData("--cors evil", "'evil'")]
    [InlineData("--cors https://app.example.com/path", "'https://app.example.com/path'")]
    [InlineData("--signatures perhaps", "Off, Require")]
    [InlineData("--log-level loud", "Information")]
    [InlineData("--ready-file missing/file", "missing/file")]
    [InlineData("--certificate missing --urls https://127.0.0.1:22738", "missing")]
    [InlineData("--urls http://127.0.0.256:22738", "127.0.0.256")]
    [InlineData("--urls http://[::zz]:22738", "[::zz]")]
    [InlineData("--urls https://127.0.0.1:22738 --certificate ", "certificate")]
    [InlineData("--ConnectCases:Quotas=1", "Quotas:Domains")]
    [InlineData("--ConnectCases:Credentials=x", "Credentials:0")]
    [InlineData("--ConnectCases:Data:0=x", "Data:0")]
    [InlineData("--ConnectCases:Quotas:Domain=1", "Did you mean Quotas:Domains?")]
    [InlineData("--ConnectCases:Sed=demo", "Did you mean Seed?")]
    [InlineData("--ConnectCases:Xyzzyxyzzy=1", "docs/configuration.md")]
    [InlineData("--ConnectCases:MergeDuration=soon", "00:00:05")]
    [InlineData("--ConnectCases:InMemory=perhaps", "true, false")]
    [InlineData("--ConnectCases:EventsKept=many", "whole number")]
    [InlineData("--ConnectCases:StorageTimeout=0", "StorageTimeout")]
    [InlineData("--ConnectCases:Contacts:0:Chanel=x", "Contacts:0:Channel")]
    [InlineData("--ConnectCases:Contacts:0:ConnectedToSystemTime=x", "time zone")]
    [InlineData("--ConnectCases:Credentials:0:AccessKeyId=a/b", "'a/b'")]
    [InlineData("--ConnectCases:Credentials:0:AccessKeyId=ab", "SecretAccessKey")]
    [InlineData("--ConnectCases:Credentials:0:Account=12", "'12'")]
    [InlineData("--ConnectCases:Credentials:0:PrincipalArn=x", "'arn:'")]
    [InlineData("--data", "--data")]
    [InlineData("--data ", "Data is empty")]
    public async Task An_invalid_command_line_is_refused_in_one_line(string arguments, string mention)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(directory, arguments.Split(' '));
        Assert.Equal(2, exitCode);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Theory]
    [InlineData("SearchCandidates", "-1")]
    [InlineData("SearchCountLimit", "0")]
    [InlineData("EventsKept", "-1")]
    public async Task An_invalid_number_in_a_setting_is_refused_in_one_line(string setting, string value)
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, [], ($"ConnectCases__{setting}", value));
        Assert.Equal(2, exitCode);
        Assert.Contains($"{setting} is {value}", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        await using var first = await ServerProcess.StartAsync(directory);
        var (exitCode, _, errors) = await ServerProcess.RunAsync(
            directory, ["--in-memory", "--urls", first.Client.Http.BaseAddress!.ToString()]);
        Assert.Equal(2, exitCode);
        Assert.Contains("is in use. Is another emulator running?", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_settings_are_reported_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "appsettings.json"), "{ nonsense");
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, []);
        Assert.Equal(2, exitCode);
        Assert.Contains("appsettings.json", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, _) = await ServerProcess.RunAsync(directory, ["--help"]);
        Assert.Equal(0, exitCode);
        Assert.All(
            (string[])["--urls", "--data", "--in-memory", "--seed", "--account", "--region", "--synchronous", "--signatures", "--cors", "--allowed-hosts", "--certificate", "--certificate-key", "--log-format", "--log-level", "--ready-file", "--exit-with-parent", "--help", "--version"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_that_of_the_emulator()
    {
        var (exitCode, output, _) = await ServerProcess.RunAsync(directory, ["--version"]);
        Assert.Equal(0, exitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Fact]
    public async Task An_option_can_be_given_by_environment_or_appsettings_too()
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, [], ("ConnectCases__Account", "12"));
        Assert.Equal(2, exitCode);
        Assert.Contains("12-digit", errors, StringComparison.Ordinal);

        (exitCode, _, errors) = await ServerProcess.RunAsync(directory, [], ("ConnectCases__Quotas__Domain", "1"));
        Assert.Equal(2, exitCode);
        Assert.Contains("Domain", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);

        foreach (var (setting, value) in ((string, string)[])[
            ("Quotas__Domains", "-1"), ("SearchDelay", "-00:00:01"), ("DomainCreationDelay", "-1"), ("SearchDelay", "5"),
            ("MergeDuration", "-00:00:01"), ("BatchCases", "0"), ("BatchFields", "0"), ("MergedFieldValues", "-1"),
            ("Contacts__0__Channel", ""), ("CaseRules", "7"), ("TextEquality", "Fuzzy")])
        {
            (exitCode, _, errors) = await ServerProcess.RunAsync(directory, [], ($"ConnectCases__{setting}", value));
            Assert.Equal(2, exitCode);
            Assert.Contains(setting.Split('_')[0], Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(
            Path.Combine(directory, "appsettings.json"), """{"ConnectCases":{"Region":"eu-central-1","InMemory":true}}""");
        await using var server = await ServerProcess.StartAsync(directory, "--account", "111122223333");
        var info = (await server.Client.SendAsync(HttpMethod.Get, "/_emulator/info", null)).ShouldSucceed();
        Assert.Equal("""{"account":"111122223333","region":"eu-central-1"}""", info["defaults"].ToJsonString());
    }

    [Fact]
    public async Task The_start_shows_how_to_use_the_server()
    {
        await using var server = await ServerProcess.StartAsync(directory);
        var url = server.Client.Http.BaseAddress!.ToString().TrimEnd('/');
        Assert.Contains($"export AWS_ENDPOINT_URL_CONNECTCASES={url}", server.Output, StringComparison.Ordinal);
        Assert.Contains($"{url}/swagger", server.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(directory, "cases.db"), server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Each_call_leaves_one_line_without_what_it_carried(string format)
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--log-format", format);
        var domain = await TestDomain.CreateAsync(server.Client);
        var @case = await domain.CreateCaseAsync();
        var response = await @case.AddAsync(
            "Comment", """{"comment":{"body":"very private","contentType":"Text/Plain"}}""", """{"customEntity":"secret agent"}""");
        var refused = await @case.AddAsync("Comment", """{"comment":{"body":"","contentType":"Text/Plain"}}""", """{"customEntity":"secret agent "}""");
        await server.TerminateAsync();

        var lines = server.Output.Split('\n').Where(line => line.Contains("CreateRelatedItem", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains(response.Headers.GetValues("x-amzn-RequestId").Single(), lines[0], StringComparison.Ordinal);
        Assert.All((string[])["200", "123456789012", "us-east-1"], part => Assert.Contains(part, lines[0], StringComparison.Ordinal));
        Assert.Contains("ValidationException", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("private", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Text, StringComparison.Ordinal);
        if (format == "json")
        {
            Assert.All(server.Output.Split('\n'), line => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(line)));
            Assert.DoesNotContain("\\\"", lines[0], StringComparison.Ordinal);
        }
    }
}
