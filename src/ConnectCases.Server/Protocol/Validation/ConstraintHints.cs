using System.Globalization;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using FluentValidation.Results;

namespace ConnectCases.Protocol.Validation;

/// <summary>Says how to correct a member that breaks a constraint.</summary>
internal static partial class ConstraintHints
{
    private const int MaxPrefix = 500;

    /// <param name="operation">The name of the operation.</param>
    /// <param name="member">The path of the member.</param>
    /// <param name="failure">The broken constraint.</param>
    public static string Of(string operation, string member, ValidationFailure failure)
    {
        var values = failure.FormattedMessagePlaceholderValues;
        return (failure.ErrorCode, failure.AttemptedValue) switch
        {
            _ when failure.CustomState is string hint => hint,
            ("NotNullValidator", _) => $"Add the member {member} to the request.",
            ("MinimumLengthValidator", _) => $"Send at least {Counted.Of((int)values["MinLength"], "character")} for {member}.",
            ("MaximumLengthValidator", _) => $"Shorten {member} to {values["MaxLength"]} characters.",
            ("InclusiveBetweenValidator", int size) when member == "maxResults" && size > (int)values["To"] =>
                $"{operation} returns at most {values["To"]} items per page. Use nextToken to read the next page.",
            ("InclusiveBetweenValidator", _) => $"Send a number from {values["From"]} to {values["To"]}.",
            ("SizeValidator", _) => OfSize(member, values),
            ("RegularExpressionValidator", string text) => OfPattern(text, (string)values["RegularExpression"]),
            (_, Union union) => UnionHints.Of(member, union),
            (_, string text) when EnumSet().Match(failure.ErrorMessage) is { Success: true, Groups: var names } =>
                OfEnum(text, names["names"].Value.Split(", ")),
            _ when failure.ErrorMessage.IndexOf("Did you mean", StringComparison.Ordinal) is >= 0 and var start => failure.ErrorMessage[start..],
            _ => $"Correct {member}: it must be {ConstraintViolations.ExpectedIn(failure.ErrorMessage)}.",
        };
    }

    /// <summary>Says which value of an enumeration was probably meant.</summary>
    public static string OfEnum(string value, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            return $"Letter case counts: send '{other}'.";
        }

        return NearestNames.Of(value, names) is [var similar, ..] ? $"Did you mean '{similar}'?" : $"Send one of {string.Join(", ", names)}.";
    }

    private static string OfSize(string member, Dictionary<string, object> values)
    {
        var (min, max, count) = ((int)values["Min"], (int)values["Max"], (int)values["Count"]);
        return (member, count > max) switch
        {
            (_, false) => $"Add at least {Counted.Of(min - count, "entry", "entries")} to {member}.",
            (_, true) when member.EndsWith("sections", StringComparison.Ordinal) =>
                "A layout has one section per panel. Put all field groups of the panel into this section.",
            _ => $"Send at most {Counted.Of(max, "entry", "entries")} in {member}. Use several requests for more.",
        };
    }

    // The first character at which the text stops to match is the character that the pattern does not allow.
    private static string OfPattern(string text, string pattern)
    {
        if (text.Length > 0 && char.IsWhiteSpace(text[^1]))
        {
            return "Remove the white space at the end of the text.";
        }

        if (text.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            return "The prefix aws: is reserved. Use another key.";
        }

        for (var length = 1; length <= Math.Min(text.Length, MaxPrefix); length++)
        {
            if (!Regex.IsMatch(text[..length], pattern) && (length == 1 || Regex.IsMatch(text[..(length - 1)], pattern)))
            {
                return $"Character {length} ({Show(text[length - 1])}) is not allowed here.";
            }
        }

        return "Compare the text with the pattern in the message.";
    }

    private static string Show(char character) => char.IsControl(character) || char.IsSurrogate(character)
        ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}")
        : $"'{character}'";

    [GeneratedRegex(@"enum value set: \[(?<names>[^\]]+)\]")]
    private static partial Regex EnumSet();
}
