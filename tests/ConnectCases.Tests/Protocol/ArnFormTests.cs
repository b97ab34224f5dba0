using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Protocol;

/// <summary>The ARNs of other services have the form of their service (behaviour.md 2.2).</summary>
public sealed class ArnFormTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Connect = "arn:aws:connect:us-east-1:123456789012:instance/i";
    private const string Form = "arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/";

    public static TheoryData<string, string> Wrong => new()
    {
        { "contact", "c-1" },
        { "contact", "arn:aws:connect:us-east-1:*:instance/i/contact/c" },
        { "contact", $"{Connect}/contact/" },
        { "contact", $"{Connect}/agent/a" },
        { "contact", $"{Connect}/contact/c d" },
        { "file", "s3://b/k" },
        { "file", $"{Connect}/contact/c" },
        { "agent", "bob" },
        { "agent", "arn:aws:iam::123456789012:user/bob" },
        { "queue", "Queue 1" },
        { "queue", $"{Connect}/agent/a" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Another_form_is_refused_with_the_form(string resource, string arn)
    {
        foreach (var send in Requests(resource))
        {
            var domain = await app.CreateDomainAsync();
            var prepared = await send(domain, arn);
            (await app.WritesNothingAsync(prepared)).ShouldBeInvalid(Form + resource, arn);
        }
    }

    [Theory]
    [InlineData("contact", "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i/contact/c")]
    [InlineData("file", Connect + "/file/f")]
    [InlineData("agent", Connect + "/agent/a")]
    [InlineData("agent", Connect + "/user/a")]
    [InlineData("queue", Connect + "/queue/q")]
    public async Task The_form_is_accepted(string resource, string arn)
    {
        foreach (var send in Requests(resource))
        {
            (await (await send(await app.CreateDomainAsync(), arn))()).ShouldSucceed();
        }
    }

    [Fact]
    public async Task Any_text_is_accepted_with_the_option()
    {
        await using var any = new CasesApp().With("ArnForms", "Any");
        foreach (var send in ((string[])["contact", "file", "agent", "queue"]).SelectMany(Requests))
        {
            (await (await send(await any.CreateDomainAsync(), "Bob 1"))()).ShouldSucceed();
        }

        var domain = await any.CreateDomainAsync();
        await domain.CreateCaseAsync(null, Value("customer_id", "someone"));
        (await domain.PostAsync("/list-cases-for-contact", """{"contactArn":""}""")).ShouldBeInvalid("length");
    }

    /// <summary>Returns the requests that contain such an ARN. Each prepares a domain before it is sent.</summary>
    private static IEnumerable<Func<TestDomain, string, Task<Func<Task<ApiResponse>>>>> Requests(string resource) => resource switch
    {
        "contact" =>
        [
            OnCase((@case, arn) => @case.AddContactAsync(arn)),
            OnCase((@case, arn) => @case.SearchAsync($$"""{"filters":[{"contact":{"contactArn":"{{arn}}"} }]}""")),
            OnCase((@case, arn) => @case.Domain.PostAsync("/list-cases-for-contact", $$"""{"contactArn":"{{arn}}"}""")),
        ],
        "file" =>
        [
            OnCase((@case, arn) => @case.AddFileAsync(arn)),
            OnCase((@case, arn) => @case.Domain.PostAsync("/related-items-search", $$"""{"filters":[{"file":{"fileArn":"{{arn}}"} }]}""")),
        ],
        "queue" =>
        [
            OnCase((@case, arn) => @case.UpdateAsync(Value("assigned_queue", arn))),
            OnCase((@case, arn) => @case.Domain.SearchCasesAsync($$"""{"filter":{"field":{"equalTo":{{Value("assigned_queue", arn)}} } } }""")),
        ],
        _ =>
        [
            OnCase((@case, arn) => @case.UpdateAsync(Value("assigned_user", arn))),
            OnCase((@case, arn) => @case.AddAsync("Comment", """{"comment":{"body":"a","contentType":"Text/Plain"}}""", $$"""{"userArn":"{{arn}}"}""")),
            OnCase((@case, arn) => @case.Domain.PutAsync(@case.Path, $$"""{"fields":[],"performedBy":{"userArn":"{{arn}}"} }""")),
            async (domain, arn) =>
            {
                var (@case, field) = (await domain.CreateCaseAsync(), await domain.CreateFieldAsync("User"));
                return () => @case.UpdateAsync(Value(field, $$"""{"userArnValue":"{{arn}}"}"""));
            },
            async (domain, arn) =>
            {
                var (@case, field) = (await domain.CreateCaseAsync(), await domain.CreateFieldAsync("User"));
                return () => @case.AddCustomAsync(Value(field, $$"""{"userArnValue":"{{arn}}"}"""));
            },
            async (domain, arn) =>
            {
                var field = await domain.CreateFieldAsync("User");
                var operands = $$"""{"operandOne":{"fieldId":"{{field}}"},"operandTwo":{"stringValue":"{{arn}}"},"result":true}""";
                return () => domain.PostAsync(
                    "/case-rules", $$"""{"name":"{{NewName()}}","rule":{"required":{"defaultValue":false,"conditions":[{"equalTo":{{operands}} }]} } }""");
            },
        ],
    };

    private static Func<TestDomain, string, Task<Func<Task<ApiResponse>>>> OnCase(Func<TestCase, string, Task<ApiResponse>> send) =>
        async (domain, arn) =>
        {
            var @case = await domain.CreateCaseAsync();
            return () => send(@case, arn);
        };
}
