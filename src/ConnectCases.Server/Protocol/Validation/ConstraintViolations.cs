using FluentValidation.Results;

namespace ConnectCases.Protocol.Validation;

/// <summary>The message of a ValidationException for broken constraints, in the manner of AWS.</summary>
internal static class ConstraintViolations
{
    public static string Describe(string member, string constraint) => Describe([Sentence(member, constraint)]);

    public static string Describe(IEnumerable<ValidationFailure> failures) => Describe(
        [.. failures.Select(failure => Sentence(MemberPath.FromPropertyPath(failure.PropertyName), ConstraintOf(failure)))]);

    private static string Describe(IReadOnlyList<string> sentences) =>
        $"{sentences.Count} validation error{(sentences.Count == 1 ? "" : "s")} detected: {string.Join("; ", sentences)}";

    private static string Sentence(string member, string constraint) =>
        $"Value at '{member}' failed to satisfy constraint: {constraint}";

    // The rules of FluentValidation get AWS's wording here and not in a language manager, which would be global.
    private static string ConstraintOf(ValidationFailure failure)
    {
        var values = failure.FormattedMessagePlaceholderValues;
        return failure.ErrorCode switch
        {
            "NotNullValidator" => "Member must not be null",
            "MinimumLengthValidator" =>
                $"Member must have length greater than or equal to {values["MinLength"]}, it has {values["TotalLength"]}",
            "MaximumLengthValidator" =>
                $"Member must have length less than or equal to {values["MaxLength"]}, it has {values["TotalLength"]}",
            "InclusiveBetweenValidator" =>
                $"Member must have value between {values["From"]} and {values["To"]}, it is {values["PropertyValue"]}",
            _ => failure.ErrorMessage,
        };
    }
}
