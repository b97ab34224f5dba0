namespace ConnectCases.Protocol.Errors;

/// <summary>Joins a number and a noun in messages: <c>1 field</c>, <c>2 fields</c>.</summary>
internal static class Counted
{
    public static string Of(int count, string noun) => Of(count, noun, $"{noun}s");

    /// <summary>Joins a number and a noun with an irregular plural.</summary>
    public static string Of(int count, string singular, string plural) => $"{count} {(count == 1 ? singular : plural)}";
}
