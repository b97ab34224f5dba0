using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Clock;

internal sealed class ClockValidator : ContractValidator<ClockRequest>
{
    public ClockValidator() => this.ForWorld();
}

internal sealed class SetClockValidator : ContractValidator<SetClockRequest>
{
    public SetClockValidator()
    {
        this.ForWorld();
        RuleFor(request => request.FrozenTime).Instant()
            .Must((request, time) => (time is null) != (request.Offset is null))
            .WithMessage("Request must have exactly one of frozenTime and offset");
        RuleFor(request => request.Offset).Duration();
    }
}

internal sealed class AdvanceClockValidator : ContractValidator<AdvanceClockRequest>
{
    public AdvanceClockValidator()
    {
        this.ForWorld();
        RuleFor(request => request.By).Duration()
            .Must((request, by) => (by is null) != (request.To is null))
            .WithMessage("Request must have exactly one of by and to");
        RuleFor(request => request.To).Instant();
    }
}

internal static class TimeRules
{
    public static IRuleBuilderOptions<T, string?> Duration<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || Durations.TryParse(text, out _))
        .WithMessage($"Member must be {Durations.Description}, it is '{{PropertyValue}}'");

    public static IRuleBuilderOptions<T, string?> Instant<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || Instants.TryParse(text, out _))
        .WithMessage($"Member must be {Instants.Description}, it is '{{PropertyValue}}'");
}
