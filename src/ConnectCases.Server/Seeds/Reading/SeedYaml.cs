using System.Text;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ConnectCases.Seeds.Reading;

/// <summary>
/// Reads the text of a seed: YAML, or JSON, which is a part of YAML. Limits the depth and the number of values, because an alias can
/// repeat a large part of the file.
/// </summary>
internal sealed partial class SeedYaml
{
    /// <summary>The maximum size of a seed, in KiB.</summary>
    public const int MaxKibibytes = 4 * 1024;

    private const int MaxDepth = 64;
    private const int MaxNodes = 200_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, SeedNode> anchors = new(StringComparer.Ordinal);
    private readonly Parser parser;
    private readonly string text;
    private readonly string? file;
    private ParsingEvent current = new StreamStart();
    private int nodes;

    private SeedYaml(string text, string? file)
    {
        (parser, this.text, this.file) = (new Parser(new StringReader(text)), text, file);
        MoveNext();
    }

    /// <summary>Reads the bytes of a seed.</summary>
    /// <param name="bytes">The text in UTF-8.</param>
    /// <param name="file">The name of the file for messages, or null.</param>
    /// <exception cref="DocumentException">The text is not a YAML document, or is too large.</exception>
    public static SeedNode Read(ReadOnlySpan<byte> bytes, string? file)
    {
        if (bytes.Length > MaxKibibytes * 1024)
        {
            throw SeedNode.Error(file, 1, 1, "", $"The seed has {bytes.Length} bytes. The maximum is {MaxKibibytes * 1024} bytes.");
        }

        try
        {
            return new SeedYaml(StrictUtf8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes), file).ReadDocument();
        }
        catch (DecoderFallbackException)
        {
            throw SeedNode.Error(file, 1, 1, "", $"The seed is not text in UTF-8.");
        }
    }

    private SeedNode ReadDocument()
    {
        MoveNext();
        if (current is StreamEnd)
        {
            throw Error(current.Start, "", $"The seed is empty. Expected a map with the key 'domains'.");
        }

        MoveNext();
        var root = ReadNode(parent: null, "", depth: 1);
        MoveNext();
        return current is StreamEnd
            ? root
            : throw Error(current.Start, "", $"The seed has a second document. Expected one document.");
    }

    // The parser throws exceptions of several types for texts that are not YAML.
    private void MoveNext()
    {
        try
        {
            parser.MoveNext();
            current = parser.Current ?? current;
        }
        catch (YamlException failure)
        {
            throw Error(PlaceOf(failure), "", $"The text is not valid YAML. {failure.Message}");
        }
#pragma warning disable CA1031 // No text can make more than the reading of the text fail.
        catch (Exception failure) when (failure is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw Error(current.End, "", $"The text is not valid YAML after this place.");
        }
    }

    // The parser reports the beginning of a map whose indentation has a tab, but not the line with the tab.
    private Mark PlaceOf(YamlException failure) =>
        failure.Message.Contains("tab as indentation", StringComparison.Ordinal) && IndentedByTab().Match(text) is { Success: true } match
            ? new(match.Index, text.AsSpan(0, match.Index).Count('\n') + 1, 1)
            : failure.End;

    /// <summary>Returns the present event and moves to the next event.</summary>
    private ParsingEvent Take()
    {
        var taken = current;
        MoveNext();
        return taken;
    }

    /// <summary>Moves to the next event if the present event is the end of a list or map.</summary>
    private bool TakeEnd<TEnd>()
        where TEnd : ParsingEvent
    {
        var isEnd = current is TEnd;
        if (isEnd)
        {
            MoveNext();
        }

        return isEnd;
    }

    private SeedNode ReadNode(SeedNode? parent, string step, int depth)
    {
        var taken = Take();
        Count(taken.Start, parent, depth);
        if (taken is AnchorAlias alias)
        {
            return anchors.TryGetValue(alias.Value.Value, out var original)
                ? Copy(original, parent, step, depth)
                : throw Error(alias.Start, PathOf(parent), $"The alias '*{alias.Value.Value}' has no complete anchor before it.");
        }

        SeedNode node = taken switch
        {
            Scalar scalar => ReadScalar(scalar, parent, step),
            SequenceStart sequence => ReadList(sequence, parent, step, depth),
            MappingStart mapping => ReadMap(mapping, parent, step, depth),
            _ => throw Error(taken.Start, PathOf(parent), $"Expected a value."),
        };
        if (taken is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            anchors[anchor.Value] = node;
        }

        return node;
    }

    private SeedScalar ReadScalar(Scalar scalar, SeedNode? parent, string step)
    {
        var isText = !scalar.Tag.IsEmpty && scalar.Tag is { IsNonSpecific: false, Value: "tag:yaml.org,2002:str" };
        var node = new SeedScalar(
            scalar.Value, isText || scalar.Style != ScalarStyle.Plain, file, parent, step, scalar.Start.Line, scalar.Start.Column);
        EnsureNoTag(scalar, node, isText);
        return IsUnicode(scalar.Value) ? node : throw node.Error($"The text is not valid Unicode.");
    }

    private SeedList ReadList(SequenceStart start, SeedNode? parent, string step, int depth)
    {
        var list = new SeedList(file, parent, step, start.Start.Line, start.Start.Column);
        EnsureNoTag(start, list);
        while (!TakeEnd<SequenceEnd>())
        {
            list.Items.Add(ReadNode(list, $"[{list.Items.Count}]", depth + 1));
        }

        return list;
    }

    private SeedMap ReadMap(MappingStart start, SeedNode? parent, string step, int depth)
    {
        var map = new SeedMap(file, parent, step, start.Start.Line, start.Start.Column);
        EnsureNoTag(start, map);
        while (!TakeEnd<MappingEnd>())
        {
            var name = ReadKey(map);
            map.Members.Add(name, ReadNode(map, Excerpt.Of(name), depth + 1));
        }

        return map;
    }

    private string ReadKey(SeedMap map)
    {
        var key = Take();
        Count(key.Start, map, depth: 1);
        return key switch
        {
            Scalar { Value: "<<", Style: ScalarStyle.Plain } =>
                throw Error(key.Start, map.Path, $"Merge keys (<<) are not supported. Write the keys."),
            Scalar { Value: var name } when map.Members.TryGetValue(name, out var first) =>
                throw Error(key.Start, map.Path, $"The key '{name}' occurs twice. The first is in line {first.Line}."),
            Scalar { Value: var name } => IsUnicode(name) ? name : throw Error(key.Start, map.Path, $"The key is not valid Unicode."),
            _ => throw Error(key.Start, map.Path, $"Expected a text as key."),
        };
    }

    // Copies a value for each alias, so that each value has one path. The copies count as values.
    private SeedNode Copy(SeedNode node, SeedNode? parent, string step, int depth)
    {
        if (++nodes > MaxNodes || depth > MaxDepth)
        {
            throw node.Error(Limit(depth));
        }

        switch (node)
        {
            case SeedScalar scalar:
                return new SeedScalar(scalar.Text, scalar.IsQuoted, file, parent, step, node.Line, node.Column);
            case SeedList list:
                var items = new SeedList(file, parent, step, node.Line, node.Column);
                foreach (var item in list.Items)
                {
                    items.Items.Add(Copy(item, items, $"[{items.Items.Count}]", depth + 1));
                }

                return items;
            case SeedMap map:
                var members = new SeedMap(file, parent, step, node.Line, node.Column);
                foreach (var (name, member) in map.Members)
                {
                    members.Members.Add(name, Copy(member, members, Excerpt.Of(name), depth + 1));
                }

                return members;
            default:
                throw new InvalidOperationException("The node is of an unknown kind.");
        }
    }

    private void Count(Mark start, SeedNode? parent, int depth)
    {
        if (++nodes > MaxNodes || depth > MaxDepth)
        {
            throw Error(start, depth > MaxDepth ? "" : PathOf(parent), Limit(depth));
        }
    }

    private static ErrorText Limit(int depth) => depth > MaxDepth
        ? (ErrorText)$"The values are nested too deeply. The maximum is {MaxDepth} levels."
        : $"The seed has too many values, including those that aliases repeat. The maximum is {MaxNodes}.";

    private static void EnsureNoTag(NodeEvent start, SeedNode node, bool isText = false)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && !isText)
        {
            throw node.Error($"The tag '{start.Tag.Value}' is not supported.");
        }
    }

    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index])))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline)]
    private static partial Regex IndentedByTab();

    private static string PathOf(SeedNode? node) => node?.Path ?? "";

    private DocumentException Error(Mark mark, string path, ErrorText reason) =>
        SeedNode.Error(file, mark.Line, mark.Column, path, reason);
}
