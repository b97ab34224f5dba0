using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Protocol.Security;

/// <summary>A server that requires signatures accepts only valid ones.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string Unknown = "UnrecognizedClientException";
    private const string Invalid = "InvalidSignatureException";
    private const string Incomplete = "IncompleteSignature";

    private readonly CasesApp app = new CasesApp().With("Signatures", "require")
        .With("Credentials:0:AccessKeyId", "AKIDEXAMPLE").With("Credentials:0:SecretAccessKey", "secret/one")
        .With("Credentials:0:Account", "111111111111").With("Credentials:0:PrincipalArn", "arn:aws:iam::111111111111:user/ann")
        .With("Credentials:1:AccessKeyId", "222222222222").With("Credentials:1:SecretAccessKey", "two")
        .With("Credentials:2:AccessKeyId", "ASIATEMPORARY").With("Credentials:2:SecretAccessKey", "three")
        .With("Credentials:2:SessionToken", "token/3==");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_signed_request_belongs_to_the_account_and_principal_of_its_key()
    {
        var created = (await SendAsync(new())).ShouldSucceed();
        Assert.Contains(":111111111111:domain/", created.Id("domainArn"), StringComparison.Ordinal);
        var other = (await SendAsync(new() { AccessKeyId = "222222222222", Secret = "two" })).ShouldSucceed();
        Assert.Contains(":222222222222:domain/", other.Id("domainArn"), StringComparison.Ordinal);
        (await SendAsync(new() { AccessKeyId = "ASIATEMPORARY", Secret = "three", Token = "token/3==" })).ShouldSucceed();
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains-list", UriKind.Relative));
        var response = await Anonymous().SendAsync(request);
        response.ShouldFail(HttpStatusCode.Forbidden, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    [Theory]
    [InlineData("cases", true)]
    [InlineData("connectcases", true)]
    [InlineData("s3", false)]
    public async Task The_scope_names_the_service(string service, bool accepted)
    {
        var response = await SendAsync(new() { Service = service });
        _ = accepted ? response.ShouldSucceed() : response.ShouldFail(HttpStatusCode.Forbidden, Invalid, "'cases'", "'s3'");
    }

    [Theory]
    [InlineData(-301, "Signature expired")]
    [InlineData(-299, null)]
    [InlineData(299, null)]
    [InlineData(301, "Signature not yet current")]
    public async Task A_signature_is_valid_for_five_minutes_on_the_clock_of_the_emulator(int seconds, string? refusal)
    {
        var response = await SendAsync(new() { Offset = TimeSpan.FromSeconds(seconds) });
        _ = refusal is null ? response.ShouldSucceed() : response.ShouldFail(HttpStatusCode.Forbidden, Invalid, refusal);
    }

    public static TheoryData<string, string, string> Alterations { get; } = new()
    {
        { "unknown key", Unknown, "'AKIDOTHER'" },
        { "wrong secret", Invalid, "does not match" },
        { "changed body", Invalid, "does not match" },
        { "changed path", Invalid, "does not match" },
        { "added query", Invalid, "does not match" },
        { "changed method", Invalid, "does not match" },
        { "changed signed header", Invalid, "does not match" },
        { "changed signature", Invalid, "does not match" },
        { "no signature", Incomplete, "Signature" },
        { "host not signed", Invalid, "Host" },
        { "x-amz header not signed", Invalid, "x-amz-other" },
        { "wrong payload hash", Invalid, "x-amz-content-sha256" },
        { "unsigned payload", Invalid, "x-amz-content-sha256" },
        { "other date in the scope", Invalid, "Date in Credential scope" },
        { "no time", Incomplete, "X-Amz-Date" },
        { "time of another form", Incomplete, "X-Amz-Date" },
        { "unknown token", Unknown, "token" },
        { "missing token", Unknown, "token" },
        { "wrong token", Unknown, "token" },
        { "other Region than signed", Invalid, "does not match" },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task An_altered_request_is_refused(string alteration, string code, string mention)
    {
        var signer = alteration switch
        {
            "unknown key" => new() { AccessKeyId = "AKIDOTHER" },
            "wrong secret" => new() { Secret = "secret" },
            "host not signed" => new() { SignsHost = false },
            "unsigned payload" => new() { PayloadHash = "UNSIGNED-PAYLOAD" },
            "wrong payload hash" => new() { PayloadHash = new string('0', 64) },
            "other date in the scope" => new() { ScopeDate = "20261101" },
            "unknown token" => new() { Token = "token" },
            "missing token" => new() { AccessKeyId = "ASIATEMPORARY", Secret = "three" },
            "wrong token" => new() { AccessKeyId = "ASIATEMPORARY", Secret = "three", Token = "token" },
            _ => new Signer(),
        };

        var response = await SendAsync(signer, request => Alter(request, alteration));

        response.ShouldFail(HttpStatusCode.Forbidden, code, mention);
    }

    [Fact]
    public async Task A_signature_in_the_query_string_is_valid_until_it_expires()
    {
        var target = new Signer().Presign(app.Clock.GetUtcNow(), Anonymous().Http.BaseAddress!, "/domains-list", TimeSpan.FromMinutes(30));
        Assert.Equal("""{"domains":[]}""", (await PostAsync(target)).ShouldSucceed().Text);

        (await PostAsync(target.Replace("us-east-1", "us-west-2", StringComparison.Ordinal)))
            .ShouldFail(HttpStatusCode.Forbidden, Invalid, "does not match");
        (await PostAsync(target.Replace("X-Amz-Expires=1800", "X-Amz-Expires=3600", StringComparison.Ordinal)))
            .ShouldFail(HttpStatusCode.Forbidden, Invalid, "does not match");
        (await PostAsync(target.Replace("X-Amz-Expires=1800", "X-Amz-Expires=999999", StringComparison.Ordinal)))
            .ShouldFail(HttpStatusCode.Forbidden, Incomplete, "X-Amz-Expires");

        app.Clock.Advance(TimeSpan.FromMinutes(31));
        (await PostAsync(target)).ShouldFail(HttpStatusCode.Forbidden, Invalid, "Signature expired");

        async Task<ApiResponse> PostAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
            return await Anonymous().SendAsync(request);
        }
    }

    [Theory]
    [InlineData("/_emulator/info")]
    [InlineData("/_emulator/health/ready")]
    [InlineData("/swagger/index.html")]
    public async Task Controls_and_pages_need_no_signature_on_the_same_machine(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        (await Anonymous().SendAsync(request)).ShouldSucceed();
    }

    [Fact]
    public async Task The_principal_of_a_key_is_recorded_even_if_signatures_are_not_required()
    {
        await using var open = new CasesApp()
            .With("Credentials:0:AccessKeyId", "key").With("Credentials:0:SecretAccessKey", "secret")
            .With("Credentials:0:PrincipalArn", "arn:aws:iam::123456789012:user/ann");
        var @case = await (await TestDomain.CreateAsync(open.ClientOf("key"))).CreateCaseAsync();

        var created = Assert.Single(await @case.AuditEventsAsync());
        Assert.Equal("arn:aws:iam::123456789012:user/ann", (string)created["performedBy"]!["iamPrincipalArn"]!);
    }

    [Fact]
    public async Task A_fault_rule_can_read_the_body_that_was_verified()
    {
        (await Anonymous().PostAsync("/_emulator/faults", """[{"resource":"no such id"}]""")).ShouldSucceed();
        (await SendAsync(new())).ShouldSucceed();
    }

    private static void Alter(HttpRequestMessage request, string alteration)
    {
        switch (alteration)
        {
            case "changed body":
                request.Content = new StringContent("""{"name":"Other"}""");
                break;
            case "changed path":
                request.RequestUri = new Uri("/domains-list", UriKind.Relative);
                break;
            case "added query":
                request.RequestUri = new Uri("/domains?a=b", UriKind.Relative);
                break;
            case "changed method":
                request.Method = HttpMethod.Put;
                request.RequestUri = new Uri("/domains/d/cases/c", UriKind.Relative);
                break;
            case "changed signed header":
                Replace(request, "x-amz-date", date => date[..^2] + (date[^2] == '0' ? '1' : '0') + 'Z');
                break;
            case "changed signature":
                Replace(request, "Authorization", header => header[..^1] + (header[^1] == '0' ? '1' : '0'));
                break;
            case "no signature":
                Replace(request, "Authorization", header => header[..header.IndexOf("Signature=", StringComparison.Ordinal)]);
                break;
            case "x-amz header not signed":
                request.Headers.Add("x-amz-other", "1");
                break;
            case "no time":
                request.Headers.Remove("x-amz-date");
                break;
            case "time of another form":
                Replace(request, "x-amz-date", date => date[..^1]);
                break;
            case "other Region than signed":
                Replace(request, "Authorization", header => header.Replace("us-east-1", "us-west-2", StringComparison.Ordinal));
                break;
        }
    }

    private static void Replace(HttpRequestMessage request, string header, Func<string, string> change)
    {
        var value = request.Headers.NonValidated[header].ToString();
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, change(value));
    }

    private CasesClient Anonymous()
    {
        var client = app.NewAccount();
        client.Http.DefaultRequestHeaders.Remove("Authorization");
        return client;
    }

    private async Task<ApiResponse> SendAsync(Signer signer, Action<HttpRequestMessage>? alter = null)
    {
        var client = Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        var body = $$"""{"name":"{{TestDomain.NewName()}}"}""";
        request.Content = new StringContent(body);
        signer.Sign(request, body, app.Clock.GetUtcNow(), client.Http.BaseAddress!);
        alter?.Invoke(request);
        return await client.SendAsync(request);
    }

    /// <summary>Signs requests with the simple canonical forms that these tests need.</summary>
    private sealed class Signer
    {
        public string AccessKeyId { get; init; } = "AKIDEXAMPLE";

        public string Secret { get; init; } = "secret/one";

        public string? Token { get; init; }

        public string Service { get; init; } = "cases";

        public string? ScopeDate { get; init; }

        public string? PayloadHash { get; init; }

        public bool SignsHost { get; init; } = true;

        public TimeSpan Offset { get; init; }

        public void Sign(HttpRequestMessage request, string body, DateTimeOffset now, Uri server)
        {
            var time = Time(now + Offset);
            var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["x-amz-date"] = time };
            if (PayloadHash is not null)
            {
                headers["x-amz-content-sha256"] = PayloadHash;
            }

            if (Token is not null)
            {
                headers["x-amz-security-token"] = Token;
            }

            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            if (SignsHost)
            {
                headers["host"] = server.Authority;
            }

            var signed = string.Join(';', headers.Keys);
            var canonical = $"{request.Method}\n{request.RequestUri}\n\n"
                + string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")) + $"\n{signed}\n{Hash(body)}";
            var scope = $"{ScopeDate ?? time[..8]}/us-east-1/{Service}/aws4_request";
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={signed}, Signature={Signature(time, scope, canonical)}");
        }

        public string Presign(DateTimeOffset now, Uri server, string path, TimeSpan lifetime)
        {
            var time = Time(now);
            var scope = $"{time[..8]}/us-east-1/{Service}/aws4_request";
            var query = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + $"&X-Amz-Credential={Uri.EscapeDataString($"{AccessKeyId}/{scope}")}"
                + $"&X-Amz-Date={time}&X-Amz-Expires={lifetime.TotalSeconds}&X-Amz-SignedHeaders=host";
            var canonical = $"POST\n{path}\n{query}\nhost:{server.Authority}\n\nhost\n{Hash("")}";
            return $"{path}?{query}&X-Amz-Signature={Signature(time, scope, canonical)}";
        }

        private static string Time(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

        private string Signature(string time, string scope, string canonical)
        {
            var key = Encoding.UTF8.GetBytes($"AWS4{Secret}");
            foreach (var part in scope.Split('/').Append($"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hash(canonical)}"))
            {
                key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            }

            return Convert.ToHexStringLower(key);
        }

        private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
