using FluentValidation;

namespace ConnectCases.Protocol.Validation;

/// <summary>
/// The base of all validators. All members are checked, and each member reports its first broken constraint. The modes are set
/// here, because the global modes of FluentValidation belong to the program that hosts the emulator.
/// </summary>
internal abstract class ContractValidator<T> : AbstractValidator<T>
{
    protected ContractValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Continue;
        RuleLevelCascadeMode = CascadeMode.Stop;
    }
}
