using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Http;

/// <summary>Why a request was refused.</summary>
/// <param name="Rule">The rule that the request breaks.</param>
/// <param name="Member">The path of the member. Absent if the rule is about the whole request.</param>
/// <param name="Expected">What the member must be.</param>
/// <param name="Actual">What the member is. Long values are cut.</param>
/// <param name="Hint">What to do.</param>
internal sealed record RequestReason(Refusal Rule, string? Member, string? Expected, string? Actual, string Hint)
{
    public static RequestReason Of(ServiceException error, string hint) => new(
        error.Rule,
        error.Member,
        error.Expected,
        (error.Actual ?? (error as ResourceNotFoundException)?.ResourceId) is { } actual ? Excerpt.Of(actual) : null,
        hint);
}
