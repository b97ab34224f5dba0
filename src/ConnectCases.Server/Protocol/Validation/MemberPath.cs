using System.Text.RegularExpressions;

namespace ConnectCases.Protocol.Validation;

/// <summary>How errors name a place in the input: <c>fields[0].value.stringValue</c>.</summary>
internal static partial class MemberPath
{
    public static string FromJsonPath(string jsonPath) => jsonPath.TrimStart('$').TrimStart('.');

    public static string FromPropertyPath(string propertyPath) =>
        CapitalOrIndex().Replace(propertyPath, match => match.Value is [var capital] ? $"{char.ToLowerInvariant(capital)}" : match.Value);

    // An index can be the key of a map, which stays as it is.
    [GeneratedRegex(@"(?<=^|\.)[A-Z]|\[[^\]]*\]")]
    private static partial Regex CapitalOrIndex();
}
