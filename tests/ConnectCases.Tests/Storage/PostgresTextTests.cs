using ConnectCases.PostgreSql;

namespace ConnectCases.Tests.Storage;

public sealed class PostgresTextTests
{
    private static readonly string[] Texts = [.. UpToThree("\0\u0001\u0002\u0003\u0004\u0005a")];

    [Fact]
    public void Every_text_comes_back() =>
        Assert.All(Texts, text => Assert.Equal(text, PostgresText.Decode(PostgresText.Encode(text))));

    [Fact]
    public void No_stored_text_has_a_null_character() =>
        Assert.All(Texts, text => Assert.DoesNotContain('\0', PostgresText.Encode(text)));

    [Fact]
    public void Stored_texts_have_the_order_of_the_texts() =>
        Assert.Equal(Texts.Order(StringComparer.Ordinal), Texts.OrderBy(PostgresText.Encode, StringComparer.Ordinal));

    [Fact]
    public void A_stored_text_contains_another_if_and_only_if_the_text_does() => Assert.All(Texts, part =>
    {
        var stored = PostgresText.Encode(part);
        Assert.DoesNotContain(Texts, text => text.Contains(part, StringComparison.Ordinal)
            != PostgresText.Encode(text).Contains(stored, StringComparison.Ordinal));
    });

    private static IEnumerable<string> UpToThree(string alphabet) =>
        from first in alphabet.Select(letter => $"{letter}").Prepend("")
        from second in alphabet.Select(letter => $"{letter}").Prepend("")
        from third in alphabet
        where first.Length > 0 || second.Length == 0
        select $"{first}{second}{third}";
}
