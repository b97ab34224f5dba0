using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Protocol;

/// <summary>Account and Region come from the credential scope (behaviour.md 1.3).</summary>
public sealed class CallerTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("210987654321", "eu-west-2", "arn:aws:cases:eu-west-2:210987654321:domain/")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "us-west-2", "arn:aws:cases:us-west-2:123456789012:domain/")]
    [InlineData("test", "cn-north-1", "arn:aws-cn:cases:cn-north-1:123456789012:domain/")]
    [InlineData("2109876543210", "us-gov-west-1", "arn:aws-us-gov:cases:us-gov-west-1:123456789012:domain/")]
    public async Task The_credential_scope_determines_account_and_Region(string accessKeyId, string region, string arn)
    {
        var created = (await app.ClientOf(accessKeyId, region).PostAsync("/domains", $$"""{"name":"{{TestDomain.NewName()}}"}""")).ShouldSucceed();
        Assert.StartsWith(arn, created.Id("domainArn"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    public async Task An_unsigned_request_comes_from_the_defaults(string? authorization)
    {
        await using var own = new CasesApp().With("Account", "999999999999").With("Region", "ap-southeast-2");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        request.Content = new StringContent("""{"name":"Support"}""");
        var http = own.NewAccount().Http;
        http.DefaultRequestHeaders.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await http.SendAsync(request);

        Assert.Contains("arn:aws:cases:ap-southeast-2:999999999999:domain/", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20261102/us-east-1, SignedHeaders=host, Signature=0")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/today/us-east-1/cases/aws4_request")]
    public async Task A_signature_without_a_scope_is_incomplete(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains-list", UriKind.Relative));
        var client = app.NewAccount();
        client.Http.DefaultRequestHeaders.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        (await client.SendAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "IncompleteSignature", "Credential=");
    }
}
