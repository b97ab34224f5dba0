using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Throttling;

internal sealed class SetThrottlingValidator : ContractValidator<SetThrottlingRequest>
{
    private const double MaxRate = 100_000;

    private const int MaxBurst = 1_000_000;

    public SetThrottlingValidator()
    {
        this.ForWorld();
        RuleFor(request => request.Mode).NotNull()
            .Must(mode => WireEnum<ThrottlingMode>.Find(mode!) is not null).WithMessage(WireEnum<ThrottlingMode>.Constraint);
        RuleFor(request => request.Operations)
            .Must((request, operations) => operations is null or { Count: 0 } || request.Mode != nameof(ThrottlingMode.Off))
            .WithMessage("Member must be absent or empty if mode is Off")
            .Custom((operations, context) =>
            {
                foreach (var (name, limit) in operations ?? new Dictionary<string, RateLimit?>())
                {
                    if (FindProblem(name, limit) is { } problem)
                    {
                        context.AddFailure($"Operations[{Excerpt.Of(name)}]{problem.Member}", problem.Constraint);
                        return;
                    }
                }
            });
    }

    private static (string Member, string Constraint)? FindProblem(string name, RateLimit? limit) => limit switch
    {
        _ when !ApiOperations.Names.Contains(name) => ("", ApiOperations.DescribeUnknown(name)),
        null or { Rate: null, Burst: null } => ("", "Member must have a rate, a burst, or both"),
        { Rate: { } rate } when !(rate is > 0 and <= MaxRate) => (".rate", $"Member must be greater than 0 and at most {MaxRate:0}, it is {rate}"),
        { Burst: { } burst } when burst is < 1 or > MaxBurst => (".burst", $"Member must have value between 1 and {MaxBurst}, it is {burst}"),
        { Rate: null } or { Burst: null } when !ApiOperations.Rates.ContainsKey(name) =>
            ("", "Member must have a rate and a burst, because the operation has no documented rate"),
        _ => null,
    };
}
