using FluentValidation.Results;

namespace ConnectCases.Protocol;

/// <summary>The text of a ValidationException for broken constraints.</summary>
internal static class ConstraintViolations
{
    public static string Describe(string member, string constraint) => Describe([Sentence(member, constraint)]);

    public static string Describe(IEnumerable<ValidationFailure> failures) => Describe(
        [.. failures.Select(failure => Sentence(MemberPath.FromPropertyPath(failure.PropertyName), failure.ErrorMessage))]);

    private static string Describe(IReadOnlyList<string> sentences) =>
        $"{sentences.Count} validation error{(sentences.Count == 1 ? "" : "s")} detected: {string.Join("; ", sentences)}";

    private static string Sentence(string member, string constraint) =>
        $"Value at '{member}' failed to satisfy constraint: {constraint}";
}
