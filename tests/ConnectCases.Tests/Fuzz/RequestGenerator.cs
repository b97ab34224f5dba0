using System.Text;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>
/// Creates random requests of all operations and controls. About half of the requests follow the contract. The others have
/// defects. The same seed creates the same requests, except for the ids in them.
/// </summary>
internal sealed class RequestGenerator
{
    private static readonly string[] Operations = [.. Contract.Routes.Keys];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "post", "QUERY", "X"];

    private readonly RandomValues values;
    private readonly ContractBodies contractBodies;
    private readonly BodyMutations bodies;
    private readonly PathMutations paths;
    private readonly QueryStrings queries;
    private readonly HeaderMutations headers;
    private readonly ControlRequests controls;

    public RequestGenerator(int seed)
    {
        var random = new Random(seed);
        values = new(random);
        var odd = new OddValues(values);
        contractBodies = new(values);
        bodies = new(values, odd);
        paths = new(values, odd);
        queries = new(values, odd);
        headers = new(values, odd);
        controls = new(values, queries);
    }

    public FuzzRequest Next(FuzzWorld world)
    {
        var request = controls.Next(world) ?? OfOperation(world, Operation());
        return values.Chance(50) ? request : WithDefects(request);
    }

    // Deletions are rare, so that most requests find the resources of their world.
    private string Operation()
    {
        var operation = values.Pick(Operations);
        var isDeletion = operation.StartsWith("Delete", StringComparison.Ordinal);
        return isDeletion && !values.Chance(operation == "DeleteDomain" ? 1 : 5) ? Operation() : operation;
    }

    private FuzzRequest OfOperation(FuzzWorld world, string operation)
    {
        var (method, path) = Contract.Routes[operation];
        var members = Contract.Members.Where(member => member.Operation == operation && member.Location == "query").ToList();
        return new(operation, method, paths.Fill(path, world) + queries.Of(members, world))
        {
            Headers = HeaderMutations.Usual(world.Account),
            Body = Body(world, operation),
        };
    }

    private byte[]? Body(FuzzWorld world, string operation)
    {
        var body = contractBodies.Of(operation, world);
        if (values.Chance(25))
        {
            return bodies.Mutated(body);
        }

        return body.Count == 0 && values.Chance(80) ? null : Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private FuzzRequest WithDefects(FuzzRequest request)
    {
        for (var count = values.Number(0, 2); count > 0; count--)
        {
            request = WithDefect(request);
        }

        return values.Chance(2) ? request with { Patience = TimeSpan.FromMilliseconds(values.Number(1, 5)) } : request;
    }

    private FuzzRequest WithDefect(FuzzRequest request) => values.Number(0, 9) switch
    {
        < 4 => request with { Target = paths.Mutated(request.Target) },
        < 5 => request with { Target = queries.Mutated(request.Target) },
        < 9 => request with { Headers = headers.Mutated(request.Headers) },
        _ => request with { Method = values.Pick(Methods) },
    };
}
