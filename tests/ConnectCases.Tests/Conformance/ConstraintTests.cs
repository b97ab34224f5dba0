using System.Net;
using System.Text;
using ConnectCases.Api.Domains;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Conformance;

/// <summary>The server enforces every constraint of the contract, names the member in the error, and writes nothing.</summary>
public sealed class ConstraintTests(RealResources real) : IClassFixture<RealResources>
{
    public static TheoryData<string, string, string> EveryViolation { get; } = Cases(Violations.Of);

    public static TheoryData<string, string, string> EveryLimit { get; } = Cases(Violations.Limits);

    [Theory]
    [MemberData(nameof(EveryViolation))]
    public async Task Refuses(string operation, string path, string violation)
    {
        var (member, broken) = Find(operation, path, violation, Violations.Of);

        var response = await real.App.WritesNothingAsync(
            () => SendAsync(real.Client, member, broken with { Target = real.At(broken.Target), Body = real.At(broken.Body) }));

        response.ShouldFail(HttpStatusCode.BadRequest, broken.Error, Mentioned(member));
    }

    [Theory]
    [MemberData(nameof(EveryLimit))]
    public async Task Accepts_the_limits(string operation, string path, string limit)
    {
        var (member, request) = Find(operation, path, limit, Violations.Limits);

        var response = await SendAsync(real.AppWithAnyArns.NewAccount(), member, request);

        Assert.True(response.ErrorType is null or "ResourceNotFoundException", response.Text);
    }

    [Fact]
    public void Violations_are_aimed_at_what_exists()
    {
        var aimed = Contract.Members.Where(member => member.Location != "path").SelectMany(Violations.Of)
            .Select(violation => real.At(violation.Target).OriginalString);
        Assert.All(aimed, target => Assert.DoesNotMatch("/(domain|field|layout|template|caseRule|case|relatedItem)Id(/|[?]|$)", target));
    }

    [Fact]
    public void Every_operation_of_the_table_has_a_route()
    {
        Assert.Equal(47, Contract.Routes.Count);
        Assert.Equal(Contract.Routes.Keys.Order(), Contract.Members.Select(member => member.Operation).Distinct().Order());
    }

    [Fact]
    public async Task Every_implemented_operation_is_in_the_table()
    {
        var document = await real.App.NewAccount().SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", null);

        var implemented = document.ShouldSucceed()["paths"].AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!))
            .Where(operation => (string)operation["tags"]![0]! != "Emulator")
            .Select(operation => (string)operation["operationId"]!);

        Assert.Equal(Contract.Routes.Keys.Order(), implemented.Order());
    }

    private static async Task<ApiResponse> SendAsync(CasesClient client, Member member, Violation request)
    {
        using var message = new HttpRequestMessage(new(Contract.Routes[member.Operation].Method), request.Target);
        if (request.Body is not null)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(message);
    }

    // Error messages identify an entry of a map by its index.
    private static string Mentioned(Member member) => member.Path
        .Replace("tags.", "tags[0].", StringComparison.Ordinal)
        .Replace("tagMap.", "tagMap[0].", StringComparison.Ordinal)
        .Split('[')[0];

    private static TheoryData<string, string, string> Cases(Func<Member, IEnumerable<Violation>> of)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var member in Contract.Members)
        {
            foreach (var violation in of(member))
            {
                cases.Add(member.Operation, member.Path, violation.Name);
            }
        }

        return cases;
    }

    private static (Member Member, Violation Violation) Find(
        string operation, string path, string name, Func<Member, IEnumerable<Violation>> of)
    {
        var member = Contract.Members.First(candidate => candidate.Operation == operation && candidate.Path == path);
        return (member, of(member).First(violation => violation.Name == name));
    }
}
