using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates query strings, and query strings with defects.</summary>
internal sealed class QueryStrings(RandomValues values, OddValues odd)
{
    private readonly ContractValues scalars = new(values);

    /// <summary>Returns a query string with some of the members. Lists are repeated parameters.</summary>
    public string Of(IReadOnlyList<Member> members, FuzzWorld world)
    {
        var parameters = members
            .Where(member => !member.Is("list") && values.Chance(40))
            .Select(member => $"{Name(member)}={Value(member, world)}")
            .ToList();
        return parameters.Count == 0 ? "" : $"?{string.Join('&', parameters)}";
    }

    /// <summary>Returns the target with an additional piece of a query string.</summary>
    public string Mutated(string target)
    {
        var separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return target + separator + values.Number(0, 3) switch
        {
            0 => odd.Part(),
            1 => $"{odd.Part()}={odd.Part()}",
            2 => string.Join('&', Enumerable.Repeat("maxResults=1", values.Pick([2, 100, 3_000]))),
            _ => $"{values.Pick(["maxResults", "nextToken", "status", "values", "tagKeys", "type", "domainId"])}={odd.Part()}",
        };
    }

    private static string Name(Member member) => member.Path.Replace("[0]", "", StringComparison.Ordinal);

    private string Value(Member member, FuzzWorld world) =>
        values.Chance(10) ? odd.Part() : Uri.EscapeDataString(scalars.Text(member, world));
}
