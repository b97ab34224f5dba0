using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Adds defects to a body: first to its values and members, then to its text, then to its bytes.</summary>
internal sealed class BodyMutations(RandomValues values, OddValues odd)
{
    private static readonly byte[][] OddBytes =
    [
        [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xC0, 0xAF], [0x00], [0x1F, 0x8B, 0x08], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF],
    ];

    private static readonly string[] UnknownMembers = ["bogus", "__type", "", "\\u0000", "a.b[0]", "é\\ud83d\\ude00", new('k', 30_000)];

    public byte[] Mutated(JsonObject body)
    {
        if (values.Chance(8))
        {
            return Encoding.UTF8.GetBytes(odd.Json());
        }

        var text = WithOddNodes(body);
        return values.Chance(20) ? WithOddBytes(Encoding.UTF8.GetBytes(WithOddText(text))) : Encoding.UTF8.GetBytes(text);
    }

    // JsonNode cannot represent every odd value. A mark takes the place of each one until the body is a text.
    private string WithOddNodes(JsonObject body)
    {
        var oddities = new List<(string Mark, string Text)>();
        for (var count = values.Number(1, 2); count > 0; count--)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"mark{oddities.Count}");
            oddities.Add(values.Chance(75) ? ReplaceValue(body, mark) : AddMember(body, mark));
        }

        return oddities.Aggregate(
            body.ToJsonString(), (text, oddity) => text.Replace(oddity.Mark, oddity.Text, StringComparison.Ordinal));
    }

    private (string Mark, string Text) ReplaceValue(JsonObject body, string mark)
    {
        var nodes = Descendants(body).ToList();
        if (nodes.Count == 0)
        {
            return AddMember(body, mark);
        }

        values.Pick(nodes).ReplaceWith(mark);
        return ($"\"{mark}\"", odd.Json());
    }

    // The new member is unknown, or is a duplicate of a member.
    private (string Mark, string Text) AddMember(JsonObject body, string mark)
    {
        var objects = Descendants(body).OfType<JsonObject>().Prepend(body).ToList();
        var chosen = values.Pick(objects);
        var name = values.Pick([.. chosen.Select(member => member.Key), .. UnknownMembers]);
        chosen[mark] = true;
        return ($"\"{mark}\":true", $"\"{name}\":{odd.Json()}");
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray entries => entries,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Descendants(child).Prepend(child));
    }

    private string WithOddText(string text) => values.Number(0, 6) switch
    {
        0 => text[..values.Number(0, text.Length - 1)],
        1 => text + values.Pick(["}", "{}", "\0", "x", " \n\t ", "]"]),
        2 => values.Pick(["\uFEFF", " ", "[", "{", "//\n"]) + text,
        3 => text.Replace(":", " : ", StringComparison.Ordinal),
        4 => $"[{text}]",
        5 => text.Replace('"', '\''),
        _ => text,
    };

    private byte[] WithOddBytes(byte[] body)
    {
        if (values.Chance(50))
        {
            return body;
        }

        if (values.Chance(10))
        {
            return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body));
        }

        var position = values.Number(0, body.Length);
        return [.. body.AsSpan(0, position), .. values.Pick(OddBytes), .. body.AsSpan(position)];
    }
}
