using System.Globalization;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates random bodies that follow the table of constraints and mostly refer to existing resources.</summary>
internal sealed class ContractBodies(RandomValues values)
{
    private const int DeepestUnion = 8;

    private readonly ContractValues scalars = new(values);

    public JsonObject Of(string operation, FuzzWorld world)
    {
        var body = Structure(operation, "", world, 0);
        switch (operation)
        {
            case "CreateCase" when values.Chance(90):
                body["fields"] = WithTitle(body["fields"]!.AsArray());
                break;
            case "CreateRelatedItem" when body["content"]!.AsObject().First().Key is var type:
                body["type"] = $"{char.ToUpperInvariant(type[0])}{type[1..]}";
                break;
        }

        return body;
    }

    private static JsonArray WithTitle(JsonArray fields)
    {
        var others = fields.Where(field => (string?)field!["id"] != "title").Select(field => field!.DeepClone());
        var title = new JsonObject { ["id"] = "title", ["value"] = new JsonObject { ["stringValue"] = "Lost parcel" } };
        return new([title, .. others]);
    }

    private JsonNode Value(Member member, FuzzWorld world, int depth) => member switch
    {
        _ when member.Is("union") => Union(member, world, depth),
        _ when member.Is("structure") => Structure(member.Operation, member.Path, world, depth),
        _ when member.Is("list") => List(member, world, depth),
        _ when member.Is("map") => Map(),
        _ => scalars.Of(member, world),
    };

    private JsonObject Union(Member member, FuzzWorld world, int depth)
    {
        var alternatives = Contract.Alternatives(member);
        var chosen = depth > DeepestUnion ? alternatives[0] : values.Pick(alternatives);
        return new() { [Contract.Name(chosen.Path)] = Value(chosen, world, depth + 1) };
    }

    private JsonObject Structure(string operation, string path, FuzzWorld world, int depth)
    {
        var structure = new JsonObject();
        foreach (var child in Contract.Children(operation, path).Where(IsIncluded))
        {
            structure[Contract.Name(child.Path)] = Value(child, world, depth + 1);
        }

        MatchValueToField(structure, world);
        MatchTargetToStatus(structure);
        return structure;
    }

    private bool IsIncluded(Member member) => member.Is("required") || values.Chance(member.Path == "nextToken" ? 10 : 40);

    // The server rejects a value that does not match the type of its field.
    private void MatchValueToField(JsonObject structure, FuzzWorld world)
    {
        if (structure["value"] is not JsonObject || values.Chance(10))
        {
            return;
        }

        var (id, type) = values.Pick(world.Fields);
        structure["value"] = values.Of(type);
        if (structure.ContainsKey("id"))
        {
            structure["id"] = id;
        }
        else if (structure.ContainsKey("fieldIdentifier"))
        {
            structure["fieldIdentifier"] = new JsonObject { ["id"] = id };
        }
    }

    private void MatchTargetToStatus(JsonObject structure)
    {
        if (structure.ContainsKey("targetSlaMinutes") && values.Chance(80))
        {
            structure["fieldId"] = "status";
            structure["targetFieldValues"] = new JsonArray(new JsonObject { ["stringValue"] = values.Pick(["open", "closed"]) });
        }
    }

    private JsonArray List(Member member, FuzzWorld world, int depth)
    {
        var (fewest, most) = member.Bounds("size") ?? (0, 100);
        var entry = Contract.Find(member.Operation, $"{member.Path}[0]");
        return new([.. Enumerable.Range(0, Count(fewest, most, depth)).Select(_ => Value(entry, world, depth + 1))]);
    }

    private int Count(int fewest, int most, int depth) => values.Number(0, 99) switch
    {
        _ when depth > DeepestUnion => fewest,
        < 2 => Math.Min(most, 60),
        < 15 => fewest,
        _ => values.Number(Math.Min(most, 1), Math.Min(most, 3)),
    };

    private JsonObject Map()
    {
        var map = new JsonObject();
        for (var count = values.Number(0, 3); count > 0; count--)
        {
            map[values.Chance(80) ? values.Key() : string.Create(CultureInfo.InvariantCulture, $"key{values.Number(0, 99)}")] = values.TagValue();
        }

        return map;
    }
}
