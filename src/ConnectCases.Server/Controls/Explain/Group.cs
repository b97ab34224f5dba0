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
        parts.Count == 0 ? "andAll has no conditions, so it always holds." : CountUnmet(parts),
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

    /// <summary>Says how many of the conditions that must all hold do not hold.</summary>
    public static string CountUnmet(IReadOnlyList<ConditionExplanation> parts) => parts.Count(part => !part.Met) switch
    {
        0 when parts.Count == 1 => "The condition holds.",
        0 => $"All {parts.Count} conditions hold.",
        var unmet => $"{unmet} of {Counted.Of(parts.Count, "condition")} {(unmet == 1 ? "does" : "do")} not hold.",
    };

    private static string Verb(int count, string verb) => count == 1 ? $"{verb}s" : verb;
}
