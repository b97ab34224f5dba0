using System.Globalization;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace ConnectCases.Protocol.Http;

/// <summary>The query string with case-sensitive keys. The query collection of ASP.NET Core ignores case.</summary>
internal sealed class QueryParameters
{
    private readonly List<(string Name, string Value)> values = [];

    public QueryParameters(HttpRequest request)
    {
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            values.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }
    }

    public IReadOnlyList<string>? List(string name)
    {
        var list = values.Where(pair => pair.Name == name).Select(pair => pair.Value).ToArray();
        return list.Length == 0 ? null : list;
    }

    /// <summary>Rejects unknown parameters of controls. The API ignores unknown parameters.</summary>
    /// <exception cref="ValidationException">A parameter has another name.</exception>
    public void EnsureOnly(params IReadOnlyList<string> names)
    {
        if (values.Find(pair => !names.Contains(pair.Name)) is { Name: { } unknown })
        {
            throw new ValidationException(
                Refusal.UnknownParameter,
                $"The query parameter '{unknown}' does not exist. The parameters are: {names}.",
                ErrorText.Whole(NearestNames.Of(unknown, names) is [var similar, ..]
                    ? $"Did you mean '{similar}'?"
                    : $"Remove the parameter '{Excerpt.Of(unknown)}'."))
            {
                Member = unknown,
            };
        }
    }

    public string? Text(string name) => List(name) switch
    {
        null => null,
        [var value] => value,
        _ => throw new SerializationException(
            Refusal.Parameter,
            $"The query parameter '{name}' must occur only once.",
            hint: $"Keep one of the values of '{name}'.")
        {
            Member = name,
        },
    };

    public int? Integer(string name) => Long(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var value => (int)value,
        _ => throw NoInteger(name),
    };

    public long? Long(string name) => Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && !text.Contains('\0', StringComparison.Ordinal) => value,
        _ => throw NoInteger(name),
    };

    private static SerializationException NoInteger(string name) => new(
        Refusal.Parameter,
        $"The query parameter '{name}' must be an integer.",
        hint: $"Send '{name}' as a whole number without other characters.")
    {
        Member = name,
        Expected = "an integer",
    };

    public IReadOnlyList<TEnum>? Enums<TEnum>(string name)
        where TEnum : struct, Enum =>
        List(name)?.Select((text, index) => WireEnum<TEnum>.Find(text) ?? throw new ValidationException(
            Refusal.Constraint,
            ConstraintViolations.Describe($"{name}[{index}]", WireEnum<TEnum>.Constraint),
            ErrorText.Whole(ConstraintHints.OfEnum(text, [.. WireEnum<TEnum>.Names])))
        {
            Member = $"{name}[{index}]",
            Expected = $"one of {string.Join(", ", WireEnum<TEnum>.Names)}",
            Actual = text,
        }).ToArray();
}
