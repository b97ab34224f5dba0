using System.Reflection;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Tests.Conformance;

/// <summary>Services and entities know nothing of HTTP.</summary>
public sealed class StructureTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_service_or_entity_uses_ASP_NET_Core()
    {
        using var db = new SqliteCasesDbContext(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite().Options);
        var services = typeof(Program).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Service", StringComparison.Ordinal) && type.Namespace!.StartsWith("ConnectCases", StringComparison.Ordinal));
        var types = services.Concat(db.Model.GetEntityTypes().Select(entity => entity.ClrType)).ToList();
        Assert.True(types.Count > 12);

        foreach (var type in types)
        {
            var used = type.GetConstructors(Everything).Cast<MethodBase>().Concat(type.GetMethods(Everything))
                .SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
                .Concat(type.GetFields(Everything).Select(field => field.FieldType));
            Assert.DoesNotContain(used, used => used.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true);
        }
    }
}
