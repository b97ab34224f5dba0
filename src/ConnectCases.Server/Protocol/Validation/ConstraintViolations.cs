using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using FluentValidation.Results;

namespace ConnectCases.Protocol.Validation;

/// <summary>Creates the error for broken constraints. The message has the wording of AWS.</summary>
internal static class ConstraintViolations
{
    private const int MaxHints = 3;

    public static ErrorText Describe(string member, string constraint) => Describe([Sentence(member, constraint)]);

    public static ErrorText Describe(IEnumerable<ValidationFailure> failures) => Describe(
        [.. failures.Select(failure => Sentence(MemberOf(failure), GetConstraint(failure)))]);

    /// <summary>Creates the error for a request.</summary>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="failures">The broken constraints, at least one.</param>
    /// <param name="unknown">The unknown members of the request. A misspelled member is often the cause.</param>
    public static ServiceException ToError(
        string operation, IReadOnlyList<ValidationFailure> failures, IReadOnlyList<UnknownMember> unknown)
    {
        var hints = unknown.Select(member => member.Describe(operation))
            .Concat(failures.Select(failure => ConstraintHints.Of(operation, MemberOf(failure), failure)));
        var (message, hint) = (Describe(failures), ErrorText.Whole(string.Join(' ', hints.Distinct().Take(MaxHints))));
        var (member, expected, actual) = (MemberOf(failures[0]), ExpectedOf(failures[0]), ActualOf(failures[0]));

        // The contract has no constraint on the form of an ARN.
        return failures.All(IsArnForm)
            ? new ValidationException(Refusal.ArnForm, message, hint) { Member = member, Expected = expected, Actual = actual }
            : new ConstraintException(message, hint) { Member = member, Expected = expected, Actual = actual };
    }

    /// <summary>Determines whether a failure is about the form of an ARN.</summary>
    public static bool IsArnForm(ValidationFailure failure) => failure.ErrorCode == Constraints.ArnFormCode;

    private static string MemberOf(ValidationFailure failure) => MemberPath.FromPropertyPath(failure.PropertyName);

    private static string ExpectedOf(ValidationFailure failure)
    {
        var values = failure.FormattedMessagePlaceholderValues;
        return failure.ErrorCode switch
        {
            "NotNullValidator" => "a value",
            "MinimumLengthValidator" => $"at least {Counted.Of((int)values["MinLength"], "character")}",
            "MaximumLengthValidator" => $"at most {Counted.Of((int)values["MaxLength"], "character")}",
            "InclusiveBetweenValidator" => $"{values["From"]} to {values["To"]}",
            "SizeValidator" => $"{values["Min"]} to {Counted.Of((int)values["Max"], "entry", "entries")}",
            "RegularExpressionValidator" => $"the pattern {values["RegularExpression"]}",
            _ => ExpectedIn(failure.ErrorMessage),
        };
    }

    // Messages have the form: Member must be X, it is Y.
    public static string ExpectedIn(string message)
    {
        foreach (var start in new[] { "Member must be ", "Member must have ", "Member must satisfy ", "Member must " })
        {
            if (message.StartsWith(start, StringComparison.Ordinal))
            {
                message = message[start.Length..];
                break;
            }
        }

        return message.Split(", it is ", 2)[0].Split("; found: ", 2)[0];
    }

    private static string? ActualOf(ValidationFailure failure) => failure.AttemptedValue switch
    {
        null => "no value",
        Union union => union.MembersFound,
        string or ValueType => Excerpt.Of(failure.AttemptedValue.ToString()),
        System.Collections.ICollection { Count: var count } => Counted.Of(count, "entry", "entries"),
        _ => null,
    };

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
