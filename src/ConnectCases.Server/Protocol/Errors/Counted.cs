namespace ConnectCases.Protocol.Errors;

/// <summary>Joins a number and a noun in messages: <c>1 field</c>, <c>2 fields</c>.</summary>
internal static class Counted
{
    public static string Of(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
