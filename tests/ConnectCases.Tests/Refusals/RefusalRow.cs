using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Refusals;

/// <summary>An example of a refused request.</summary>
/// <param name="Rule">The rule that the request breaks.</param>
/// <param name="Name">The name of the row.</param>
/// <param name="Hint">A part of the hint.</param>
/// <param name="SendAsync">Sends the request in a new domain.</param>
internal sealed record RefusalRow(Refusal Rule, string Name, string Hint, Func<TestDomain, Task<ApiResponse>> SendAsync)
{
    /// <summary>Changes the database of the server before the request, or null.</summary>
    public Func<CasesApp, TestDomain, Task>? PrepareAsync { get; init; }

    /// <summary>The settings of the server, or none for the server that the rows share.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
