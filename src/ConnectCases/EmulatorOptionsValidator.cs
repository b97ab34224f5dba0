using System.Text.RegularExpressions;
using ConnectCases.Emulator;
using Microsoft.Extensions.Options;

namespace ConnectCases;

/// <summary>Says in one line which setting cannot be.</summary>
internal sealed partial class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options) => options switch
    {
        _ when !AccountId().IsMatch(options.Account) =>
            ValidateOptionsResult.Fail($"The account '{options.Account}' is not a 12-digit account id."),
        _ when !RegionName().IsMatch(options.Region) =>
            ValidateOptionsResult.Fail($"The Region '{options.Region}' does not look like us-east-1."),
        _ when options.Seed is not (null or DemoSeed.Name) =>
            ValidateOptionsResult.Fail($"The seed '{options.Seed}' is not known; there is '{DemoSeed.Name}'."),
        { DefaultPageSize: < 1 } => ValidateOptionsResult.Fail("DefaultPageSize must be at least 1."),
        { Data: not null, InMemory: true } =>
            ValidateOptionsResult.Fail($"Two storages at once: the file {options.Data} and in-memory; choose one."),
        _ => ValidateOptionsResult.Success,
    };

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex RegionName();
}
