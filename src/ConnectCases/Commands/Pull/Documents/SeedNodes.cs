using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ConnectCases.Commands.Pull.Documents;

/// <summary>Creates the YAML nodes of a seed file. Short lists and mappings have one line.</summary>
internal static partial class SeedNodes
{
    private const int LongestLine = 100;

    /// <summary>Returns a text. Quotes a text that YAML reads as a number, a time, a truth value or nothing.</summary>
    public static YamlScalarNode Text(string text) => new(text)
    {
        Style = text switch
        {
            _ when Lines().IsMatch(text) => ScalarStyle.Literal,
            _ when Ambiguous().IsMatch(text) || text.Any(char.IsControl) || text.Any(char.IsSurrogate) => ScalarStyle.DoubleQuoted,
            _ => ScalarStyle.Any,
        },
    };

    /// <summary>Returns a number, a truth value, a time or a duration.</summary>
    public static YamlScalarNode Plain(string text) => new(text) { Style = ScalarStyle.Plain };

    public static YamlScalarNode Plain(bool value) => Plain(value ? "true" : "false");

    /// <summary>Returns a list, or null if the list is empty.</summary>
    public static YamlSequenceNode? List(IEnumerable<YamlNode> entries) =>
        new YamlSequenceNode(entries) is { Children.Count: > 0 } list ? WithStyle(list) : null;

    /// <summary>Returns a list of texts. An empty list stays an empty list.</summary>
    public static YamlSequenceNode Texts(IEnumerable<string> texts) => WithStyle(new YamlSequenceNode(texts.Select(Text)));

    /// <summary>Returns a mapping. Members without a value are left out.</summary>
    public static YamlMappingNode Map(params IEnumerable<(string Name, YamlNode? Value)> members)
    {
        var map = Resource(members);
        map.Style = WidthOf(map) <= LongestLine ? MappingStyle.Flow : MappingStyle.Block;
        return map;
    }

    /// <summary>Returns a mapping with one line per member, for a resource. Members without a value are left out.</summary>
    public static YamlMappingNode Resource(params IEnumerable<(string Name, YamlNode? Value)> members)
    {
        var map = new YamlMappingNode { Style = MappingStyle.Block };
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                map.Add(Text(name), value);
            }
        }

        return map;
    }

    /// <summary>Returns tags, or null without tags. AWS sets tags that begin with <c>aws:</c>, and callers cannot set them.</summary>
    public static YamlMappingNode? Tags(JsonNode? tags)
    {
        var own = (tags as JsonObject ?? []).Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal)).ToList();
        return own.Count == 0 ? null : Map(own.Select(tag => (tag.Key, (YamlNode?)Text(tag.Value?.ToString() ?? ""))));
    }

    /// <summary>Returns a field value of the API, or null if the value is empty.</summary>
    public static YamlScalarNode? Value(JsonNode union) => union switch
    {
        JsonObject { Count: 1 } value when (value.TextOrNull("stringValue") ?? value.TextOrNull("userArnValue")) is { } text => Text(text),
        JsonObject { Count: 1 } value when value["doubleValue"] is JsonValue number =>
            Plain(number.GetValue<double>().ToString("R", CultureInfo.InvariantCulture)),
        JsonObject { Count: 1 } value when value["booleanValue"] is JsonValue truth => Plain(truth.GetValue<bool>()),
        _ => null,
    };

    private static YamlSequenceNode WithStyle(YamlSequenceNode list)
    {
        list.Style = WidthOf(list) <= LongestLine ? SequenceStyle.Flow : SequenceStyle.Block;
        return list;
    }

    private static int WidthOf(YamlSequenceNode list) => list.Children.Sum(entry => WidthInLine(entry) + 2);

    private static int WidthOf(YamlMappingNode map) => 2 + map.Children.Sum(member => WidthInLine(member.Key) + WidthInLine(member.Value) + 4);

    // A node that has several lines does not fit into a line.
    private static int WidthInLine(YamlNode node) => node switch
    {
        YamlScalarNode { Style: not ScalarStyle.Literal } scalar => scalar.Value!.Length,
        YamlSequenceNode { Style: SequenceStyle.Flow } list => WidthOf(list),
        YamlMappingNode { Style: MappingStyle.Flow } map => WidthOf(map),
        _ => LongestLine + 1,
    };

    // A literal block keeps such lines exactly.
    [GeneratedRegex(@"\A[!-~\u00a1-\u1fff][ -~\u00a1-\u1fff]*(\n([ -~\u00a1-\u1fff]*[!-~\u00a1-\u1fff])?)*\n[ -~\u00a1-\u1fff]*[!-~\u00a1-\u1fff]\z")]
    private static partial Regex Lines();

    // The types of YAML 1.1 and 1.2: nothing, truth values, merge keys, numbers (also with a base or with minutes), and times.
    [GeneratedRegex(
        @"\A(~?|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(inf|nan)|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9.][0-9_.,]*(:[0-5]?[0-9])*(\.[0-9_]*)?(e[-+]?[0-9]+)?"
        + @"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Ambiguous();
}
