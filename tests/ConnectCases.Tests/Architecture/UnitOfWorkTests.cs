using ConnectCases.Hosting;
using ConnectCases.Storage;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ConnectCases.Tests.Architecture;

/// <summary>
/// A service has a context for reading. Each unit of work has a separate context. A unit of work that used the context for
/// reading would read outside its transaction, and its change would be lost.
/// </summary>
public sealed class UnitOfWorkTests
{
    [Fact]
    public void A_method_with_a_unit_of_work_does_not_use_the_context_for_reading()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(ConnectCasesHosting).Assembly.Location);
        var readers = assembly.MainModule.GetTypes()
            .Select(type => (Type: type, Reader: type.Fields.FirstOrDefault(IsContext)))
            .Where(service => service.Reader is not null && !IsClosure(service.Type))
            .ToList();
        Assert.Contains(readers, service => service.Type.Name == "CaseService");

        var mistakes =
            from service in readers
            from method in MethodsWithUnit(service.Type)
            where method.Body.Instructions.Any(instruction => UsesField(instruction, service.Reader!))
            select method.FullName;
        Assert.Empty(mistakes);
    }

    /// <summary>Returns the methods that receive a context, and the lambdas inside these methods.</summary>
    private static IEnumerable<MethodDefinition> MethodsWithUnit(TypeDefinition type)
    {
        var all = new[] { type }.Concat(type.NestedTypes).SelectMany(nested => nested.Methods)
            .Where(method => method.HasBody && !method.IsConstructor).ToList();
        var names = all.Where(method => method.Parameters.Any(parameter => IsContext(parameter.ParameterType)))
            .Select(method => method.Name).ToHashSet();
        return all.Where(method => names.Contains(method.Name) || names.Any(name => method.Name.StartsWith($"<{name}>", StringComparison.Ordinal)));
    }

    private static bool UsesField(Instruction instruction, FieldDefinition field) =>
        instruction.Operand is FieldReference used && used.FullName == field.FullName;

    private static bool IsContext(FieldDefinition field) => !field.IsStatic && IsContext(field.FieldType);

    private static bool IsContext(TypeReference type) => type.FullName == typeof(CasesDbContext).FullName;

    private static bool IsClosure(TypeDefinition type) => type.Name.Contains('<', StringComparison.Ordinal);
}
