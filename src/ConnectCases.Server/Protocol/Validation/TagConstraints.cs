using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using FluentValidation;

namespace ConnectCases.Protocol.Validation;

/// <summary>The constraints of a tag that a request or a template sets on a case (behaviour.md 13).</summary>
internal sealed class MutableTagValidator : ContractValidator<KeyValuePair<string, string?>>
{
    public MutableTagValidator()
    {
        RuleFor(tag => tag.Key).TagKey();
        RuleFor(tag => tag.Value).NotNull().TagValue();
    }
}

internal static partial class TagConstraints
{
    /// <summary>Names an entry of a map by its key in error messages.</summary>
    public static IRuleBuilderInitialCollection<T, KeyValuePair<string, string?>> ByKey<T>(
        this IRuleBuilderInitialCollection<T, KeyValuePair<string, string?>> rule) =>
        rule.OverrideIndexer((_, _, tag, _) => $"['{Excerpt.Of(tag.Key)}']");

    public static IRuleBuilderOptions<T, string?> TagKey<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 128).Pattern(KeyPattern());

    public static IRuleBuilderOptions<T, string?> TagValue<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(256).Pattern(ValuePattern());

    [GeneratedRegex(@"\A[a-zA-Z0-9 _.:/=+\-@]*\z")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"\A(?![aA][wW][sS]:)[a-zA-Z0-9 _.:/=+\-@]+\z")]
    private static partial Regex KeyPattern();
}
