using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using FluentValidation;
using FluentValidation.Validators;

namespace ConnectCases.Protocol.Validation;

/// <summary>The constraints that several shapes of the contract share (behaviour.md 16).</summary>
internal static partial class Constraints
{
    public const int NextTokenLength = 9_000;
    public const int CaseReferenceLength = 50;

    /// <summary>Marks failures of the rule <see cref="Arn"/>.</summary>
    public const string ArnFormCode = "ArnForm";

    public static IRuleBuilderOptions<T, string?> TextLength<T>(this IRuleBuilder<T, string?> rule, int min, int max) =>
        rule.MinimumLength(min).MaximumLength(max);

    public static IRuleBuilderOptions<T, string?> Identifier<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 500);

    public static IRuleBuilderOptions<T, string?> CaseIdentifier<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Identifier().Pattern(CaseIdPattern());

    public static IRuleBuilderOptions<T, string?> CaseReference<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, CaseReferenceLength).Pattern(CaseIdPattern());

    /// <summary>Determines whether a text has only characters that a case reference can have.</summary>
    public static bool IsCaseReference(string text) => CaseIdPattern().IsMatch(text);

    public static IRuleBuilderOptions<T, string?> ResourceName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 100).NotEndingInWhiteSpace();

    public static IRuleBuilderOptions<T, string?> NotEndingInWhiteSpace<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(NamePattern()).WithMessage(@"Member must satisfy regular expression pattern: .*[\S]");

    public static IRuleBuilderOptions<T, string?> Description<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(255);

    public static IRuleBuilderOptions<T, string?> NextToken<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(NextTokenLength);

    public static void ForPage<T>(this AbstractValidator<T> validator, int maxPageSize)
        where T : IPagedRequest
    {
        validator.RuleFor(request => request.MaxResults).InclusiveBetween(1, maxPageSize);
        validator.RuleFor(request => request.NextToken).NextToken();
    }

    public static IRuleBuilderOptions<T, double?> Finite<T>(this IRuleBuilder<T, double?> rule) =>
        rule.Must(number => number is null || double.IsFinite(number.Value)).WithMessage("Member must be a finite number");

    /// <summary>
    /// Requires that the whole string matches. The patterns of the contract have no anchors (behaviour.md 5.3).
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Pattern<T>(this IRuleBuilder<T, string?> rule, Regex anchored) =>
        rule.Matches(anchored).WithMessage($"Member must satisfy regular expression pattern: {anchored.ToString()[2..^2]}");

    public static IRuleBuilderOptions<T, IReadOnlyCollection<TItem>?> Size<T, TItem>(
        this IRuleBuilder<T, IReadOnlyCollection<TItem>?> rule, int min, int max) =>
        rule.SetValidator(new SizeValidator<T, TItem>(min, max));

    public static IRuleBuilderOptions<T, TUnion> OneMember<T, TUnion>(this IRuleBuilder<T, TUnion> rule)
        where TUnion : Union? =>
        rule.Must(union => union is null or { HasOneMember: true }).WithMessage((_, union) =>
            $"{UnionConstraint([.. UnionMembers.Of(union!.GetType()).Select(member => member.Name)])}; found: {union.MembersFound}");

    /// <summary>Requires the form of an ARN. <see cref="ArnFormMode.Any"/> turns this rule off.</summary>
    public static IRuleBuilderOptions<T, string?> Arn<T>(this IRuleBuilder<T, string?> rule, ArnForm form) =>
        rule.Identifier().Must(arn => arn is null || form.Pattern.IsMatch(arn)).WithErrorCode(ArnFormCode)
            .WithState((_, arn) => ArnHint.Of(form, arn ?? ""))
            .WithMessage((_, arn) => $"Member must be {form.Description}, it is '{Excerpt.Of(arn)}'");

    private static string UnionConstraint(string[] members) => members is [var only]
        ? $"Member must have the member {only} and no other member"
        : $"Member must have exactly one of {string.Join(", ", members)}";

    // The pattern ".*[\S]" of the contract. The dot does not match line breaks.
    [GeneratedRegex(@"\A[^\r\n\u0085\u2028\u2029]*\S\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9\-._/:#=+-]*\z")]
    private static partial Regex CaseIdPattern();
}

/// <summary>The minimum and maximum size of a list or map.</summary>
internal interface ISizeValidator
{
    int Min { get; }

    int Max { get; }
}

internal sealed class SizeValidator<T, TItem>(int min, int max)
    : PropertyValidator<T, IReadOnlyCollection<TItem>?>, ISizeValidator
{
    public override string Name => "SizeValidator";

    public int Min => min;

    public int Max => max;

    public override bool IsValid(ValidationContext<T> context, IReadOnlyCollection<TItem>? value)
    {
        context.MessageFormatter
            .AppendArgument("Min", min).AppendArgument("Max", max).AppendArgument("Count", value?.Count ?? 0);
        return value is null || (value.Count >= min && value.Count <= max);
    }

    protected override string GetDefaultMessageTemplate(string errorCode) =>
        "Member must have between {Min} and {Max} entries, it has {Count}";
}
