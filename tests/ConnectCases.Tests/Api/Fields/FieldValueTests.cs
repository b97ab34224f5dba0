using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Fields;

/// <summary>The values that each type of field accepts (behaviour.md 5).</summary>
public sealed class FieldValueTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string User = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";

    [Theory]
    [InlineData("Text", """{"stringValue":"two\nlines, ünï, 😀 and \u0000"}""", null)]
    [InlineData("Number", """{"doubleValue":3}""", null)]
    [InlineData("Number", """{"doubleValue":-2.5}""", null)]
    [InlineData("Number", """{"doubleValue":3e0}""", """{"doubleValue":3}""")]
    [InlineData("Boolean", """{"booleanValue":true}""", null)]
    [InlineData("Boolean", """{"booleanValue":false}""", null)]
    [InlineData("Url", """{"stringValue":"https://example.com/a?b=c"}""", null)]
    [InlineData("Url", """{"stringValue":"mailto:someone@example.com"}""", null)]
    [InlineData("User", $$"""{"userArnValue":"{{User}}"}""", null)]
    [InlineData("DateTime", """{"stringValue":"2026-03-01T09:30:00Z"}""", """{"stringValue":"2026-03-01T09:30:00.000Z"}""")]
    [InlineData("DateTime", """{"stringValue":"2026-03-01T09:30+02:00"}""", """{"stringValue":"2026-03-01T07:30:00.000Z"}""")]
    [InlineData("DateTime", """{"stringValue":"2026-03-01T09:30:00.123456789Z"}""", """{"stringValue":"2026-03-01T09:30:00.123Z"}""")]
    public async Task A_value_of_the_right_kind_is_kept(string type, string value, string? kept)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync(type);

        var @case = await domain.CreateCaseAsync(null, Value(fieldId, value));

        var read = (await @case.GetAsync(fieldId))[fieldId];
        Assert.True(
            System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(kept ?? value), read), read.ToJsonString());
    }

    [Theory]
    [InlineData("Text", """{"doubleValue":1}""", "stringValue")]
    [InlineData("Text", """{"booleanValue":true}""", "stringValue")]
    [InlineData("Text", """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/x"}""", "stringValue")]
    [InlineData("Number", """{"stringValue":"1"}""", "doubleValue")]
    [InlineData("Boolean", """{"stringValue":"true"}""", "booleanValue")]
    [InlineData("Url", """{"doubleValue":1}""", "stringValue")]
    [InlineData("Url", """{"stringValue":"example.com"}""", "absolute URL")]
    [InlineData("Url", """{"stringValue":"/path"}""", "absolute URL")]
    [InlineData("User", $$"""{"stringValue":"{{User}}"}""", "userArnValue")]
    [InlineData("User", """{"userArnValue":"someone"}""", "user ARN")]
    [InlineData("DateTime", """{"stringValue":"2026-03-01T09:30:00"}""", "ISO 8601")]
    [InlineData("DateTime", """{"stringValue":"2026-03-01"}""", "ISO 8601")]
    [InlineData("DateTime", """{"stringValue":"2026-02-30T09:30:00Z"}""", "ISO 8601")]
    [InlineData("DateTime", """{"stringValue":"1772357400"}""", "ISO 8601")]
    [InlineData("DateTime", """{"stringValue":"2026-03-01T09:3000Z"}""", "ISO 8601")]
    [InlineData("DateTime", """{"doubleValue":1772357400}""", "stringValue")]
    [InlineData("SingleSelect", """{"stringValue":"nope"}""", "option")]
    public async Task A_value_of_the_wrong_kind_is_refused(string type, string value, string why)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync(type);
        var templateId = await domain.CreateTemplateAsync();

        (await domain.TryCreateCaseAsync(templateId, Value(fieldId, value))).ShouldBeInvalid(fieldId, why);

        var @case = await domain.CreateCaseAsync(templateId);
        (await @case.UpdateAsync(Value(fieldId, value))).ShouldBeInvalid(fieldId, why);
        Assert.Empty(await @case.GetAsync(fieldId));
    }

    [Fact]
    public async Task An_option_is_given_by_its_value_and_only_while_it_is_active()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        await domain.PutOptionAsync("case_reason", "lost");
        var @case = await domain.CreateCaseAsync(templateId, Value("case_reason", "lost"));

        (await domain.TryCreateCaseAsync(templateId, Value("case_reason", "Lost"))).ShouldBeInvalid("'case_reason'");
        (await domain.TryCreateCaseAsync(templateId, Value("status", "Open"))).ShouldBeInvalid("'status'", "value");

        await domain.PutOptionAsync("case_reason", "lost", active: false);
        (await domain.TryCreateCaseAsync(templateId, Value("case_reason", "lost"))).ShouldBeInvalid("inactive");
        Assert.Equal("lost", (string)(await @case.GetAsync("case_reason"))["case_reason"]["stringValue"]!);
        (await @case.UpdateAsync(Value("case_reason", "lost"), Value("summary", "Still lost"))).ShouldSucceed();
    }

    [Theory]
    [InlineData(null, 4100)]
    [InlineData("""{"text":{"isMultiline":true}}""", 4100)]
    [InlineData("""{"text":{"isMultiline":false}}""", 500)]
    public async Task Text_is_limited_by_its_lines(string? attributes, int limit)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text", attributes);
        var templateId = await domain.CreateTemplateAsync();

        await domain.CreateCaseAsync(templateId, Value(fieldId, new string('é', limit)));
        (await domain.TryCreateCaseAsync(templateId, Value(fieldId, new string('é', limit + 1)))).ShouldBeInvalid($"{limit}");
    }

    [Fact]
    public async Task A_summary_has_at_most_3000_characters()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();

        await domain.CreateCaseAsync(templateId, Value("summary", new string('a', 3000)));
        (await domain.TryCreateCaseAsync(templateId, Value("summary", new string('a', 3001)))).ShouldBeInvalid("'summary'", "3000", "3001");
    }

    [Theory]
    [InlineData("arn:aws:profile:us-east-1:123456789012:domains/d/profiles/0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789abcdef0123456789abcdef", false)]
    [InlineData("arn:aws:profile:us-east-1:123456789012:domains/d", false)]
    public async Task A_customer_is_a_whole_profile_ARN(string customerId, bool fits)
    {
        var domain = await app.CreateDomainAsync();
        var response = await domain.TryCreateCaseAsync(await domain.CreateTemplateAsync(), Value("customer_id", customerId));
        _ = fits ? response.ShouldSucceed() : response.ShouldBeInvalid("'customer_id'", "profile ARN");
    }

    [Fact]
    public async Task An_empty_string_is_no_value()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync(null, Value("summary", ""));
        Assert.Empty(await @case.GetAsync("summary"));

        await @case.UpdateAsync(Value("summary", "Something"));
        (await @case.UpdateAsync(Value("summary", ""))).ShouldSucceed();
        Assert.Empty(await @case.GetAsync("summary"));
    }
}
