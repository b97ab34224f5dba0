using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Faults;

internal sealed partial class FaultRuleValidator : ContractValidator<FaultRule>
{
    private const int MaxCount = 1_000_000_000;

    private const int MaxIdLength = 100;

    private static readonly TimeSpan MaxLatency = TimeSpan.FromDays(1);

    public FaultRuleValidator()
    {
        this.ForWorld();
        RuleFor(rule => rule.Id).TextLength(1, MaxIdLength).Pattern(IdPattern());
        RuleFor(rule => rule.Operation).Must(operation => operation is null or "*" || ApiOperations.Names.Contains(operation))
            .WithMessage((_, operation) => ApiOperations.DescribeUnknown(operation!));
        RuleFor(rule => rule.Resource).Identifier();
        RuleFor(rule => rule.Probability).InclusiveBetween(0, 1);
        RuleFor(rule => rule.After).InclusiveBetween(0, MaxCount);
        RuleFor(rule => rule.Times).InclusiveBetween(1, MaxCount);
        RuleFor(rule => rule.Sequence).SetValidator(new FaultSequenceValidator()!);
        RuleFor(rule => rule.Error).SetValidator(new FaultErrorValidator()!)
            .Must((rule, error) => error is null || rule.Fault is null).WithMessage("Member must be absent if fault is present");
        RuleFor(rule => rule.RetryAfter).Must(text => text is null || Parse(text) >= TimeSpan.Zero)
            .WithMessage($"Member must be {Durations.Description} that is not negative, it is '{{PropertyValue}}'")
            .Must((rule, text) => text is null || rule.Error is not null || rule is { Fault: null, Latency: null })
            .WithMessage("Member must be absent if the rule injects no error");
        RuleFor(rule => rule.Latency).Custom((latency, context) =>
        {
            if (latency is not null && FindProblem(latency) is { } problem)
            {
                context.AddFailure(problem);
            }
        });
        RuleFor(rule => rule.Ttl).Must(text => text is null || Parse(text) > TimeSpan.Zero)
            .WithMessage($"Member must be {Durations.Description} that is greater than 0, it is '{{PropertyValue}}'");
    }

    private static string? FindProblem(FaultLatency latency) => latency switch
    {
        { Unknown: { } unknown } => $"The member '{Excerpt.Of(unknown)}' does not exist. The members are: min, max",
        { Min: null } or { Max: null } => "Member must be a duration, or have both min and max",
        _ when Parse(latency.Min) is not { } min || min < TimeSpan.Zero || min > MaxLatency => Duration(latency.Min),
        _ when Parse(latency.Max) is not { } max || max < TimeSpan.Zero || max > MaxLatency => Duration(latency.Max),
        _ when Parse(latency.Min) > Parse(latency.Max) =>
            $"Member must have a min that is at most max, min is '{latency.Min}' and max is '{latency.Max}'",
        _ => null,
    };

    private static string Duration(string text) =>
        $"Member must be {Durations.Description}, from 0 to 1 day, it is '{Excerpt.Of(text)}'";

    private static TimeSpan? Parse(string text) => Durations.TryParse(text, out var duration) ? duration : null;

    [GeneratedRegex(@"\A[A-Za-z0-9._-]*\z")]
    private static partial Regex IdPattern();
}

internal sealed class FaultSequenceValidator : ContractValidator<FaultSequence>
{
    private const int Max = 1_000_000;

    public FaultSequenceValidator()
    {
        RuleFor(sequence => sequence.Fail).NotNull().InclusiveBetween(1, Max);
        RuleFor(sequence => sequence.Pass).NotNull().InclusiveBetween(0, Max);
    }
}

internal sealed partial class FaultErrorValidator : ContractValidator<FaultError>
{
    public FaultErrorValidator()
    {
        RuleFor(error => error.Code).TextLength(1, 100).Pattern(CodePattern());
        RuleFor(error => error.Message).TextLength(0, 1_000);
        RuleFor(error => error.StatusCode).InclusiveBetween(400, 599)
            .Must((error, status) => status is not null || error.Code is null || InjectedError.StatusOf(error.Code) is not null)
            .WithMessage((error, _) => $"Member must not be null, because the model has no error '{Excerpt.Of(error.Code)}'. "
                + $"Its errors are {string.Join(", ", InjectedError.Modelled)}");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]*\z")]
    private static partial Regex CodePattern();
}
