using ConnectCases.Protocol.Errors;
using FluentValidation.Results;

namespace ConnectCases.Protocol.Validation;

/// <summary>Creates the message of a ValidationException for broken constraints, in the wording of AWS.</summary>
internal static class ConstraintViolations
{
    public static ErrorText Describe(string member, string constraint) => Describe([Sentence(member, constraint)]);

    public static ErrorText Describe(IEnumerable<ValidationFailure> failures) => Describe(
        [.. failures.Select(failure => Sentence(MemberPath.FromPropertyPath(failure.PropertyName), GetConstraint(failure)))]);

    // Members are names of the contract. Keys of maps are already cut.
    private static ErrorText Describe(IReadOnlyList<string> sentences) => ErrorText.Whole(
        $"{sentences.Count} validation error{(sentences.Count == 1 ? "" : "s")} detected: {string.Join("; ", sentences)}");

    private static string Sentence(string member, string constraint) =>
        $"Value at '{member}' failed to satisfy constraint: {constraint}";

    // Translates the rules of FluentValidation to AWS's wording. A language manager of FluentValidation would be global.
    private static string GetConstraint(ValidationFailure failure)
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
