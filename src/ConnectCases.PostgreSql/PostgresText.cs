using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ConnectCases.PostgreSql;

/// <summary>
/// Converts texts to their stored form, because PostgreSQL does not support U+0000. Each character from U+0000 to U+0004 is
/// stored as a pair of characters from U+0001 to U+0004. Stored texts sort like the original texts. A search for a part of
/// a text finds the same texts in the stored form.
/// </summary>
internal sealed class PostgresText() : ValueConverter<string, string>(text => Encode(text), stored => Decode(stored))
{
    private static readonly string[] Pairs = ["\u0001\u0002", "\u0001\u0003", "\u0001\u0004", "\u0002\u0003", "\u0002\u0004"];

    public static string Encode(string text)
    {
        if (!HasPairs(text))
        {
            return text;
        }

        var stored = new StringBuilder();
        foreach (var character in text)
        {
            _ = character < Pairs.Length ? stored.Append(Pairs[character]) : stored.Append(character);
        }

        return stored.ToString();
    }

    public static string Decode(string stored)
    {
        if (!HasPairs(stored))
        {
            return stored;
        }

        var text = new StringBuilder();
        for (var index = 0; index < stored.Length; index++)
        {
            _ = stored[index] < Pairs.Length
                ? text.Append((char)Array.IndexOf(Pairs, stored.Substring(index++, 2)))
                : text.Append(stored[index]);
        }

        return text.ToString();
    }

    private static bool HasPairs(string text) => text.AsSpan().ContainsAnyInRange('\0', (char)(Pairs.Length - 1));
}
