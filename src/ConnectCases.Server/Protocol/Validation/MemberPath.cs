using System.Text.RegularExpressions;

namespace ConnectCases.Protocol.Validation;

/// <summary>Converts paths to the form that error messages use: <c>fields[0].value.stringValue</c>.</summary>
internal static partial class MemberPath
{
    public static string FromJsonPath(string jsonPath) => jsonPath.TrimStart('$').TrimStart('.');

    public static string FromPropertyPath(string propertyPath) =>
        CapitalOrIndex().Replace(
            propertyPath, match => match.Value is [var capital] ? $"{char.ToLowerInvariant(capital)}" : match.Value);

    // An index can be the key of a map. Keys are not changed.
    [GeneratedRegex(@"(?<=^|\.)[A-Z]|\[[^\]]*\]")]
    private static partial Regex CapitalOrIndex();
}
