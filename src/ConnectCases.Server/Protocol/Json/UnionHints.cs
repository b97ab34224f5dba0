using System.Reflection;
using System.Text.Json;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Json;

/// <summary>Says how to correct a union that does not have exactly one known member.</summary>
internal static class UnionHints
{
    private const int MaxDepth = 2;

    /// <param name="path">The path of the union.</param>
    /// <param name="union">The union.</param>
    public static string Of(string path, Union union)
    {
        var alternatives = UnionMembers.Of(union.GetType()).ToList();
        if (union.UnknownMembers?.Keys.FirstOrDefault(name => name != "__type") is { } unknown)
        {
            return OfUnknown(path, unknown, alternatives);
        }

        var set = alternatives.Where(member => member.Property.GetValue(union) is not null).Select(member => member.Name).ToList();
        return set.Count == 0
            ? $"Set one of {string.Join(", ", alternatives.Select(member => member.Name))} in {path}. SDKs drop members that they do not know, so check the spelling of the member."
            : $"Keep one of {string.Join(", ", set)}. Use several requests or entries for several values.";
    }

    private static string OfUnknown(string path, string unknown, List<(string Name, PropertyInfo Property)> alternatives)
    {
        // The union can have been left out: {"field": {"id": …}} instead of {"field": {"equalTo": {"id": …}}}.
        if (alternatives.FirstOrDefault(member => MembersOf(member.Property.PropertyType).Contains(unknown)) is { Name: { } owner })
        {
            return alternatives.Count == 1
                ? $"Put '{Excerpt.Of(unknown)}' into {owner}: \"{owner}\": {{\"{unknown}\": …}}."
                : $"Put '{Excerpt.Of(unknown)}' into one of {string.Join(", ", alternatives.Select(member => member.Name))}, for example \"{owner}\": {{\"{unknown}\": …}}.";
        }

        var paths = alternatives.SelectMany(member => PathsOf(member.Name, member.Property.PropertyType, MaxDepth)).ToLookup(
            known => known[(known.LastIndexOf('.') + 1)..]);
        return NearestNames.Of(unknown, paths.Select(known => known.Key)) is [var similar, ..]
            ? $"'{Excerpt.Of(unknown)}' is unknown in {path}; did you mean '{paths[similar].First()}'?"
            : $"'{Excerpt.Of(unknown)}' is unknown in {path}. Set one of {string.Join(", ", alternatives.Select(member => member.Name))}.";
    }

    private static IEnumerable<string> PathsOf(string path, Type type, int depth) => depth == 0
        ? []
        : [path, .. MembersOf(type).SelectMany(member => PathsOf($"{path}.{member}", typeof(object), depth - 1))];

    private static IEnumerable<string> MembersOf(Type type) => type is { IsPrimitive: false } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
        ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Where(name => name != "unknownMembers")
        : [];
}
