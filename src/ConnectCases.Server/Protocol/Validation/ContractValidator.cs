using FluentValidation;

namespace ConnectCases.Protocol.Validation;

/// <summary>
/// The base of all validators. All members are checked, and each member reports its first broken constraint. Each validator sets
/// the cascade modes, because the global modes of FluentValidation belong to the program that hosts the emulator.
/// </summary>
internal abstract class ContractValidator<T> : AbstractValidator<T>
{
    protected ContractValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Continue;
        RuleLevelCascadeMode = CascadeMode.Stop;
    }
}
