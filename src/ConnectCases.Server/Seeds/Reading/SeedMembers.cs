using System.Globalization;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>A text of a seed and its place.</summary>
internal sealed record SeedText(string Value, SeedNode At);

/// <summary>The members of a map. A member whose value is null counts as absent.</summary>
internal sealed class SeedMembers
{
    private readonly SeedMap map;

    /// <param name="node">The value, which must be a map.</param>
    /// <param name="known">The keys that the map can have.</param>
    /// <exception cref="DocumentException">The value is not a map, or has another key.</exception>
    public SeedMembers(SeedNode node, params IReadOnlyList<string> known)
    {
        map = node as SeedMap ?? throw node.Unexpected($"a map with the keys {string.Join(", ", known)}");
        if (map.Members.FirstOrDefault(member => !known.Contains(member.Key)) is { Key: { } unknown, Value: var at })
        {
            var nearest = NearestNames.Of(unknown.Length > Excerpt.MaxLength ? "" : unknown, known);
            var advice = nearest.Count > 0 ? $" Did you mean {string.Join(" or ", nearest)}?" : "";
            throw at.Error($"The key '{unknown}' does not exist.{ErrorText.Whole(advice)} The keys are: {ErrorText.Whole(string.Join(", ", known))}.");
        }
    }

    public SeedNode At => map;

    public SeedNode? Find(string name) => map.Members.GetValueOrDefault(name) is { IsNull: false } node ? node : null;

    /// <exception cref="DocumentException">The member is absent or is not a text.</exception>
    public SeedText Text(string name) =>
        FindText(name) ?? throw (map.Members.GetValueOrDefault(name) ?? map).Error($"The key '{name}' is missing. Expected a text.");

    public SeedText? FindText(string name) => Find(name) is { } node ? node.ToText() : null;

    public bool? FindFlag(string name) => Find(name) is { } node ? node.ToFlag() : null;

    /// <summary>Returns the values of a list, or null if the member is absent.</summary>
    public IReadOnlyList<SeedNode>? FindList(string name) => Find(name) is { } node ? node.ToList() : null;

    public IReadOnlyList<SeedNode> List(string name) => FindList(name) ?? [];

    /// <summary>Returns the texts of a list, or null if the member is absent.</summary>
    public IReadOnlyList<SeedText>? FindTexts(string name) => FindList(name) is { } list ? [.. list.Select(node => node.ToText())] : null;

    /// <summary>Returns the member whose names are the names of an enumeration, or null if the member is absent.</summary>
    public TEnum? FindEnum<TEnum>(string name)
        where TEnum : struct, Enum => Find(name) is { } node ? node.ToEnum<TEnum>() : null;

    /// <summary>Returns the only one of several members that is present.</summary>
    /// <exception cref="DocumentException">None or several of the members are present.</exception>
    public (string Name, SeedNode Value) One(params IReadOnlyList<string> names) =>
        names.Where(name => Find(name) is not null).ToList() is [var only]
            ? (only, Find(only)!)
            : throw map.Error($"Expected exactly one of the keys {ErrorText.Whole(string.Join(", ", names))}. Found {ErrorText.Whole(FoundOf(names))}.");

    private string FoundOf(IEnumerable<string> names) =>
        string.Join(", ", names.Where(name => Find(name) is not null)) is { Length: > 0 } found ? found : "none";
}

/// <summary>Reads values of a type. Each method throws a <see cref="DocumentException"/> for another type.</summary>
internal static partial class SeedValues
{
    public static SeedText ToText(this SeedNode node) =>
        node is SeedScalar { IsNull: false } scalar ? new(scalar.Text, node) : throw node.Unexpected("a text");

    public static bool ToFlag(this SeedNode node) => node switch
    {
        SeedScalar { IsQuoted: false, Text: "true" or "True" or "TRUE" } => true,
        SeedScalar { IsQuoted: false, Text: "false" or "False" or "FALSE" } => false,
        _ => throw node.Unexpected("true or false"),
    };

    public static double ToNumber(this SeedNode node) =>
        node is SeedScalar { IsQuoted: false } scalar && Number().IsMatch(scalar.Text)
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw node.Unexpected("a number");

    public static IReadOnlyList<SeedNode> ToList(this SeedNode node) =>
        node is SeedList list ? list.Items : throw node.Unexpected("a list");

    /// <summary>Returns the members of a map with keys of any name, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, SeedNode> ToMap(this SeedNode node) =>
        node is SeedMap map ? map.Members : throw node.Unexpected("a map");

    public static TEnum ToEnum<TEnum>(this SeedNode node)
        where TEnum : struct, Enum =>
        node is SeedScalar scalar && Enum.GetNames<TEnum>().Contains(scalar.Text)
            ? Enum.Parse<TEnum>(scalar.Text)
            : throw node.Unexpected($"one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    [GeneratedRegex(@"\A[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
