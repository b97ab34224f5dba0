using ConnectCases.State;
using FluentValidation;

namespace ConnectCases.Controls;

/// <summary>The constraints that all controls of worlds share.</summary>
internal static class WorldConstraints
{
    /// <summary>Requires a valid account and Region.</summary>
    public static void ForWorld<T>(this AbstractValidator<T> validator)
        where T : IWorldRequest
    {
        validator.RuleFor(request => request.Account).Must(account => account is null || EmulatorOptionsValidator.IsAccount(account))
            .WithMessage("Member must be an account id of 12 digits, it is '{PropertyValue}'");
        validator.RuleFor(request => request.Region).Must(region => region is null || EmulatorOptionsValidator.IsRegion(region))
            .WithMessage("Member must be the name of a Region, such as us-east-1, it is '{PropertyValue}'")
            .Must((request, region) => region is null || request.Account is not null)
            .WithMessage("Member must be absent if account is absent");
    }
}
