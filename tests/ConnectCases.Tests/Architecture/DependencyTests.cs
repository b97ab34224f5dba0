using ConnectCases.Hosting;
using NetArchTest.Rules;

namespace ConnectCases.Tests.Architecture;

/// <summary>The groups of docs/architecture.md, in order. A group uses earlier groups only.</summary>
public sealed class DependencyTests
{
    // EF Core generates the compiled model from entities of later groups.
    private const string Generated = "ConnectCases.Storage.Sqlite.CompiledModel";

    private static readonly (string Group, string[] Namespaces)[] Groups =
    [
        ("Protocol", ["ConnectCases.Protocol"]),
        ("Storage", ["ConnectCases.Storage"]),
        ("Scheduling", ["ConnectCases.Scheduling"]),
        ("Configuration rooms", Rooms("Domains", "EventConfiguration", "Fields", "Layouts", "Templates", "CaseRules")),
        ("Case rooms", Rooms("Cases", "RelatedItems", "AuditEvents", "Merges", "Tags")),
        ("Events", ["ConnectCases.Events"]),
        ("State", ["ConnectCases.State"]),
        ("Maintenance", ["ConnectCases.Maintenance"]),
        ("Controls", ["ConnectCases.Controls"]),
        ("Composition", ["ConnectCases.Composition"]),
        ("Seeds", ["ConnectCases.Seeds"]),
        ("Demo", ["ConnectCases.Demo"]),
        ("Hosting", ["ConnectCases.Hosting"]),
    ];

    public static TheoryData<string> Names => [.. Groups.Select(group => group.Group)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_group_uses_no_later_group(string group)
    {
        var index = Array.FindIndex(Groups, candidate => candidate.Group == group);
        var later = Groups[(index + 1)..].SelectMany(candidate => candidate.Namespaces).ToArray();
        foreach (var @namespace in Groups[index].Namespaces)
        {
            var types = InServer().That().ResideInNamespace(@namespace).And().DoNotResideInNamespace(Generated);
            Assert.NotEmpty(types.GetTypes());
            ShouldNotUse(types, later);
        }
    }

    [Fact]
    public void The_options_use_no_group()
    {
        var types = InServer().That().ResideInNamespaceMatching("^ConnectCases$");
        Assert.Contains(types.GetTypes(), type => type.FullName == typeof(EmulatorOptions).FullName);
        ShouldNotUse(types, [.. Groups.SelectMany(group => group.Namespaces)]);
    }

    [Fact]
    public void Every_type_of_the_server_belongs_to_a_group()
    {
        string[] known = ["ConnectCases", .. Groups.SelectMany(group => group.Namespaces)];
        var strangers = typeof(ConnectCasesHosting).Assembly.GetTypes()
            .Select(type => type.Namespace).OfType<string>().Distinct()
            .Where(@namespace => @namespace.StartsWith("ConnectCases", StringComparison.Ordinal))
            .Where(@namespace => !known.Contains(@namespace)
                && !Groups.SelectMany(group => group.Namespaces)
                    .Any(parent => @namespace.StartsWith($"{parent}.", StringComparison.Ordinal)));
        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("Serilog")]
    [InlineData("Swashbuckle.AspNetCore")]
    [InlineData("Npgsql")]
    [InlineData("System.CommandLine")]
    public void The_server_does_not_reference_what_only_a_program_needs(string assembly) => Assert.DoesNotContain(
        typeof(ConnectCasesHosting).Assembly.GetReferencedAssemblies(),
        referenced => referenced.Name!.StartsWith(assembly, StringComparison.Ordinal));

    private static Types InServer() => Types.InAssembly(typeof(ConnectCasesHosting).Assembly);

    private static string[] Rooms(params string[] rooms) => [.. rooms.Select(room => $"ConnectCases.Api.{room}")];

    private static void ShouldNotUse(PredicateList types, string[] namespaces)
    {
        if (namespaces.Length > 0)
        {
            var result = types.ShouldNot().HaveDependencyOnAny(namespaces).GetResult();
            Assert.True(result.IsSuccessful, string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
        }
    }
}
