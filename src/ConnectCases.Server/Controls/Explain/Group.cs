using ConnectCases.Protocol.Errors;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains conditions that negate or combine other conditions.</summary>
internal static class Group
{
    public static ConditionExplanation Not(string path, bool met, ConditionExplanation inner) => new(
        path,
        met,
        "not",
        met
            ? "The condition in not does not hold, so not holds."
            : $"The condition in not holds, so not does not hold. {inner.Explanation}",
        Conditions: [inner]);

    public static ConditionExplanation All(string path, bool met, IReadOnlyList<ConditionExplanation> parts) => new(
        path,
        met,
        "andAll",
        parts.Count == 0 ? "andAll has no conditions, so it always holds." : Count(parts),
        Conditions: parts);

    public static ConditionExplanation Any(string path, bool met, IReadOnlyList<ConditionExplanation> parts) => new(
        path,
        met,
        "orAll",
        parts.Count == 0
            ? "orAll has no conditions, so it never holds."
            : $"{parts.Count(part => part.Met)} of {Counted.Of(parts.Count, "condition")} in orAll {Verb(parts.Count(part => part.Met), "hold")}. "
                + (met ? "One is enough." : "One is needed."),
        Conditions: parts);

    /// <summary>Says how many of the conditions hold, if all must hold.</summary>
    public static string Count(IReadOnlyList<ConditionExplanation> parts) => (parts.Count, parts.Count(part => !part.Met)) switch
    {
        (1, 0) => "The condition holds.",
        (var all, 0) => $"All {all} conditions hold.",
        (1, _) => "The condition does not hold.",
        (var all, var unmet) => $"{unmet} of {all} conditions {(unmet == 1 ? "does" : "do")} not hold.",
    };

    /// <summary>Explains the first condition that does not hold, if all must hold.</summary>
    public static string FirstUnmet(IReadOnlyList<ConditionExplanation> parts) => parts.Where(part => !part.Met).ToList() switch
    {
        [] => "",
        [var only] => parts.Count == 1 ? only.Explanation : $"{Count(parts)} {only.Explanation}",
        var unmet => $"{Count(parts)} The first is {unmet[0].Path}. {unmet[0].Explanation}",
    };

    private static string Verb(int count, string verb) => count == 1 ? $"{verb}s" : verb;
}
