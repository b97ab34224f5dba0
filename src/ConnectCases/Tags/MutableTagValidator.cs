using System.Text.RegularExpressions;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Tags;

/// <summary>One tag of those that a caller sets on cases, itself or through a template (behaviour.md 13).</summary>
internal sealed partial class MutableTagValidator : AbstractValidator<KeyValuePair<string, string?>>
{
    public const int MostOnOneResource = 50;

    public MutableTagValidator()
    {
        RuleFor(tag => tag.Key).TextLength(1, 128).Pattern(KeyPattern());
        RuleFor(tag => tag.Value).NotNull().MaximumLength(256).Pattern(ValuePattern());
    }

    [GeneratedRegex(@"\A(?![aA][wW][sS]:)[a-zA-Z0-9 _.:/=+\-@]+\z")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9 _.:/=+\-@]*\z")]
    private static partial Regex ValuePattern();
}
