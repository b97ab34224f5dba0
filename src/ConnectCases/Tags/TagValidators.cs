using System.Text.RegularExpressions;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Tags;

/// <summary>One tag of those that a caller sets on cases, itself or through a template (behaviour.md 13).</summary>
internal sealed class MutableTagValidator : AbstractValidator<KeyValuePair<string, string?>>
{
    public MutableTagValidator()
    {
        RuleFor(tag => tag.Key).TagKey();
        RuleFor(tag => tag.Value).NotNull().TagValue();
    }
}

internal sealed class TagResourceValidator : AbstractValidator<TagResourceRequest>
{
    public TagResourceValidator()
    {
        RuleFor(request => request.Tags).NotNull();

        // The model says nothing of these; they are the same tags of the same service (behaviour.md 17, row 51).
        RuleForEach(request => request.Tags).ByKey().ChildRules(tag =>
        {
            tag.RuleFor(pair => pair.Key).TagKey();
            tag.RuleFor(pair => pair.Value).TagValue();
        });
    }
}

internal sealed partial class UntagResourceValidator : AbstractValidator<UntagResourceRequest>
{
    public UntagResourceValidator()
    {
        RuleFor(request => request.TagKeys).Size(0, 50);
        RuleForEach(request => request.TagKeys).TextLength(1, 128).Pattern(TagKey());
    }

    // From + to = is a range here, as it is in the model: digits are in it, the space and @ are not.
    [GeneratedRegex(@"\A(?!aws:)[a-zA-Z+-=._:/]+\z")]
    private static partial Regex TagKey();
}

internal static partial class TagConstraints
{
    /// <summary>Names an entry of a map by its key.</summary>
    public static IRuleBuilderInitialCollection<T, KeyValuePair<string, string?>> ByKey<T>(
        this IRuleBuilderInitialCollection<T, KeyValuePair<string, string?>> rule) =>
        rule.OverrideIndexer((_, _, tag, _) => $"['{tag.Key}']");

    public static IRuleBuilderOptions<T, string?> TagKey<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 128).Pattern(KeyPattern());

    public static IRuleBuilderOptions<T, string?> TagValue<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(256).Pattern(ValuePattern());

    [GeneratedRegex(@"\A[a-zA-Z0-9 _.:/=+\-@]*\z")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"\A(?![aA][wW][sS]:)[a-zA-Z0-9 _.:/=+\-@]+\z")]
    private static partial Regex KeyPattern();
}
