using System.Reflection;
using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.RelatedItems.Slas;
using ConnectCases.Hosting;

namespace ConnectCases.Tests.Architecture;

/// <summary>In the API folders, only endpoints use ASP.NET Core.</summary>
public sealed class RoomTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_behind_the_endpoints_uses_ASP_NET_Core()
    {
        var types = typeof(ConnectCasesHosting).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("ConnectCases.Api.", StringComparison.Ordinal) == true)
            .Where(type => type.DeclaringType is null)
            .Where(type => !type.Name.EndsWith("Endpoints", StringComparison.Ordinal) && !type.Name.EndsWith("Json", StringComparison.Ordinal))
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
