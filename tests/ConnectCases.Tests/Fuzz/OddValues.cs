using System.Globalization;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Values that no client sends on purpose: as JSON text, as part of a path and as plain text.</summary>
internal sealed class OddValues(RandomValues values)
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "-1", "1.5", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "1e308", "1.7976931348623159e308", "5e-324", "0.1e1", "1E5",
        "123456789012345678901234567890", "0.00000000000000000000000000000000000000000000000001",
    ];

    private static readonly string[] NotJson =
    [
        "", "NaN", "-Infinity", "undefined", "nul", "TRUE", "01", "+1", ".5", "1.", "0x10", "'a'", "\"", "\"\\x\"", "\"\\u12\"", "[1,]",
        "{,}", "{\"a\"}", "/* comment */ 1", "1 // comment", "\"line\nbreak\"", "\"tab\there\"", "\"nul\0here\"", "\uFEFF1",
    ];

    private static readonly string[] Strings =
    [
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\uffff\\ufffe\"",
        "\"\\u0001\\u001f\\u007f\"", "\"\\r\\n\\t\\b\\f\"", "\"\\u202e\\u200b\\u2028\\u0085\"", "\"a\\u0300\\u0301\\u0302\"",
        "\"%00%2F..\"", "\"' OR 1=1 --\"", "\"\\\\\\\"\"", "\"null\"", "\"__proto__\"", "\"Asc\"", "\"active\"", "\"2026-02-30T00:00:00Z\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"http://\\u0000/\"", "\"arn:aws:cases:::domain/\"", "\"*\"",
    ];

    private static readonly string[] Containers =
    [
        "[]", "{}", "[[]]", "[null]", "[null,null]", "{\"\":null}", "{\"a\":{}}", "[{}]", "[\"a\",1,true,null]", "{\"__type\":\"x\"}",
        "{\"stringValue\":null}", "{\"stringValue\":\"a\",\"doubleValue\":1}", "{\"stringValue\":\"a\",\"bogus\":1}", "{\"emptyValue\":[]}",
    ];

    private static readonly string[] Encodings =
    [
        "%00", "%01", "%0a", "%0d%0a", "%20", "%25", "%2525", "%2F", "%2f%2f", "%252F", "%5C", "%2e", "%2e%2e", "%3F", "%23", "%7F", "%80", "%FF%FE",
        "%C0%AF", "%ED%A0%80", "%F0%9F%98%80", "%EF%BB%BF", "%E2%80%AE", "%", "%%", "%2", "%zz", "%u0041", ".", "..", "...", "~", "\\", "'", "\"",
        "<x>", "{domainId}", "|", "^", "`", ";a=b", ":", "@", "*", "+", "&", "=", ",", "-1", "0", "null",
    ];

    /// <summary>Returns any odd value as JSON text. Some texts are no JSON.</summary>
    public string Json() => values.Number(0, 9) switch
    {
        0 => "null",
        1 => values.Pick(["true", "false"]),
        < 4 => values.Pick(Numbers),
        < 6 => values.Pick(Strings),
        6 => values.Pick(Containers),
        7 => values.Pick(NotJson),
        8 => $"\"{Long()}\"",
        _ => values.Chance(50) ? Nested() : Many(),
    };

    /// <summary>Returns a part of a path or of a query string. Some parts are not encoded correctly.</summary>
    public string Part() => values.Chance(4)
        ? new string('x', values.Pick([100, 500, 501, 5_000, 30_000, 70_000]))
        : values.Pick(Encodings);

    /// <summary>Returns printable ASCII text for a header.</summary>
    public string Header() => values.Number(0, 5) switch
    {
        0 => "",
        1 => new string('h', values.Pick([1_000, 8_000, 40_000])),
        2 => values.Pick(Numbers),
        3 => values.Pick(Encodings),
        _ => values.Pick(["*", "null", "a,b;q=0", "\"", "text/html", "bytes=0-1", "=;,", "../../etc/passwd", "${jndi:x}", "gzip, gzip"]),
    };

    private string Long()
    {
        var piece = values.Pick(["a", "é", "😀", "\\u0000", "\\n", " ", "\\ud83d\\ude00", "\u0301", "%", "A "]);
        return string.Concat(Enumerable.Repeat(piece, Length() / piece.Length));
    }

    private string Nested()
    {
        var depth = values.Pick([10, 60, 63, 64, 65, 500, 511, 512, 513, 5_000, 100_000]);
        var (open, close) = values.Pick([("[", "]"), ("{\"a\":", "}"), ("{\"andAll\":[", "]}"), ("{\"not\":", "}"), ("{\"orAll\":{\"conditions\":[", "]}}")]);
        var inner = values.Pick(["1", "null", "{}", ""]);
        return string.Concat([.. Enumerable.Repeat(open, depth), inner, .. Enumerable.Repeat(close, values.Chance(80) ? depth : 0)]);
    }

    private string Many()
    {
        var count = Length() / 20;
        return values.Chance(70)
            ? $"[{string.Join(',', Enumerable.Repeat(values.Pick(["1", "null", "{}", "\"a\"", "{\"id\":\"title\"}", "[]"]), count))}]"
            : $"{{{string.Join(',', Enumerable.Range(0, count).Select(Member))}}}";
    }

    private static string Member(int number) => string.Create(CultureInfo.InvariantCulture, $"\"key{number}\":\"a\"");

    // Most texts are short, so that the run sends many requests. A few texts exceed the size limit of the server.
    private int Length() => values.Number(0, 999) switch
    {
        < 700 => values.Pick([65, 101, 256, 501, 4_101, 9_001]),
        < 940 => values.Pick([15_001, 70_000, 200_000]),
        < 997 => 1_000_000,
        _ => 31_000_000,
    };
}
