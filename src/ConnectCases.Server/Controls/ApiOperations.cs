using System.Collections.Frozen;
using ConnectCases.Controls.Throttling;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Controls;

/// <summary>The operations of the API, with the rates that AWS documents (behaviour.md 12.2).</summary>
internal static class ApiOperations
{
    // No rates are documented for the operations that AWS added last.
    private static readonly (double Rate, int Burst, string[] Names)[] Documented =
    [
        (8, 25, ["BatchGetCaseRule", "BatchGetField"]),
        (6, 20, ["GetLayout", "GetTemplate"]),
        (6, 15, ["ListFieldOptions"]),
        (4, 15, ["GetCase"]),
        (
            2,
            10,
            [
                "CreateCase", "CreateRelatedItem", "DeleteDomain", "GetCaseAuditEvents", "GetCaseEventConfiguration", "ListCaseRules",
                "ListCasesForContact", "ListLayouts", "ListTagsForResource", "ListTemplates", "PutCaseEventConfiguration",
                "SearchAllRelatedItems", "SearchCases", "SearchRelatedItems", "TagResource", "UntagResource", "UpdateCase",
                "UpdateRelatedItem",
            ]),
        (
            2,
            5,
            [
                "BatchPutFieldOptions", "CreateCaseRule", "CreateDomain", "CreateField", "CreateLayout", "CreateTemplate", "DeleteCase",
                "DeleteCaseRule", "DeleteField", "DeleteLayout", "DeleteRelatedItem", "DeleteTemplate", "GetDomain", "ListDomains",
                "ListFields", "UpdateCaseRule", "UpdateField", "UpdateLayout", "UpdateTemplate",
            ]),
    ];

    private static readonly string[] WithoutRate =
        ["BatchCreateRelatedItem", "BatchUpdateCase", "GetMergeCasesStatus", "StartMergeCases"];

    /// <summary>The documented rates by operation.</summary>
    public static IReadOnlyDictionary<string, RateLimit> Rates { get; } = Documented
        .SelectMany(group => group.Names.Select(name => (Name: name, Limit: new RateLimit(group.Rate, group.Burst))))
        .ToFrozenDictionary(limit => limit.Name, limit => limit.Limit);

    /// <summary>The names of all operations.</summary>
    public static FrozenSet<string> Names { get; } = Rates.Keys.Concat(WithoutRate).ToFrozenSet();

    /// <summary>Describes a name that no operation has, and the names that were probably meant.</summary>
    public static string DescribeUnknown(string name)
    {
        var excerpt = Excerpt.Of(name);
        var nearest = NearestNames.Of(excerpt, Names).Order(StringComparer.Ordinal).ToList();
        return nearest.Count > 0
            ? $"Member must be the name of an operation, it is '{excerpt}'. Did you mean {string.Join(" or ", nearest)}?"
            : $"Member must be the name of an operation such as CreateCase, it is '{excerpt}'";
    }
}
