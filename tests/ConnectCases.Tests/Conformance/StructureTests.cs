using System.Reflection;
using ConnectCases.Cases;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Tests.Conformance;

/// <summary>But for its endpoints and what binds itself from the query, a room knows nothing of HTTP.</summary>
public sealed class StructureTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_behind_the_endpoints_uses_ASP_NET_Core()
    {
        using var db = new SqliteCasesDbContext(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite().Options);
        var rooms = db.Model.GetEntityTypes().Select(entity => entity.ClrType.Namespace).ToHashSet();
        var types = typeof(Program).Assembly.GetTypes()
            .Where(type => rooms.Contains(type.Namespace) && type.DeclaringType is null)
            .Where(type => !type.Name.EndsWith("Endpoints", StringComparison.Ordinal) && !type.Name.EndsWith("Json", StringComparison.Ordinal))
            .Where(type => !type.IsAssignableTo(typeof(IQueryRequest)))
            .ToList();
        Assert.Contains(typeof(CaseService), types);
        Assert.Contains(typeof(SlaDeadlines), types);
        Assert.Contains(typeof(RelatedItem), types);

        foreach (var type in types)
        {
            var used = type.GetConstructors(Everything).Cast<MethodBase>().Concat(type.GetMethods(Everything))
                .SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
                .Concat(type.GetFields(Everything).Select(field => field.FieldType));
            Assert.DoesNotContain(used, used => used.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true);
        }
    }
}
