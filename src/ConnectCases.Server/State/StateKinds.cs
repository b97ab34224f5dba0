using System.Text.Json;

namespace ConnectCases.State;

/// <summary>A kind of line.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Rank">The position in a document. The kinds of one domain are in this order.</param>
/// <param name="Read">Returns the resource of a line, or null if the line has another kind.</param>
internal sealed record StateKind(string Name, int Rank, Func<StateLine, object?> Read);

/// <summary>The kinds of lines. The members of <see cref="StateLine"/> define them.</summary>
internal static class StateKinds
{
    /// <summary>The kinds in the order of a document.</summary>
    public static IReadOnlyList<StateKind> All { get; } =
    [
        .. typeof(StateLine).GetConstructors().Single(constructor => constructor.GetParameters().Length > 1).GetParameters()
            .Select((parameter, rank) => new StateKind(
                JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!),
                rank,
                typeof(StateLine).GetProperty(parameter.Name!)!.GetMethod!.CreateDelegate<Func<StateLine, object?>>())),
    ];

    /// <summary>The rank of the first kind that belongs to no domain.</summary>
    public static int FirstOutsideDomains { get; } = All.First(kind => kind.Name == "event").Rank;

    /// <summary>Returns the kind of a line with one member.</summary>
    public static StateKind Of(StateLine line) => All.First(kind => kind.Read(line) is not null);
}
