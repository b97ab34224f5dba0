using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates the paths of requests, and paths with defects.</summary>
internal sealed class PathMutations(RandomValues values, OddValues odd)
{
    /// <summary>Returns the path of a route with a value for each label.</summary>
    public string Fill(string route, FuzzWorld world)
    {
        var segments = route.Split('/');
        for (var index = 0; index < segments.Length; index++)
        {
            if (segments[index] is ['{', .. var label, '}'])
            {
                segments[index] = Label(label == "relatedItemId" ? FuzzWorld.ItemsOf(segments[index - 2]) : label, world);
            }
        }

        return string.Join('/', segments);
    }

    /// <summary>Returns the target with another or an additional segment.</summary>
    public string Mutated(string target)
    {
        var segments = target.Split('/').ToList();
        var index = values.Number(1, segments.Count - 1);
        switch (values.Number(0, 7))
        {
            case 0:
                segments.Insert(index, odd.Part());
                break;
            case 1:
                segments.Insert(index, "");
                break;
            case 2:
                segments.RemoveAt(index);
                break;
            case 3:
                segments[index] = segments[index].ToUpperInvariant();
                break;
            case 4:
                segments[index] += odd.Part();
                break;
            case 5:
                segments.Add("");
                break;
            default:
                segments[index] = odd.Part();
                break;
        }

        return segments.Count > 1 ? string.Join('/', segments) : "/";
    }

    private string Label(string label, FuzzWorld world) =>
        Uri.EscapeDataString(world.Values(label) is { Count: > 0 } known && values.Chance(97) ? values.Pick(known) : values.Text());
}
