using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Json;

/// <summary>A member of a request that the request type does not have.</summary>
/// <param name="Path">The path of the member.</param>
/// <param name="Name">The name of the member.</param>
/// <param name="Known">The names of the members that the object can have.</param>
/// <param name="IsRejected">Whether the type of the object allows no unknown members. The API ignores unknown members.</param>
internal sealed record UnknownMember(string Path, string Name, IReadOnlyList<string> Known, bool IsRejected)
{
    // Members that callers expect in one operation, but that belong to another one.
    private static readonly Dictionary<(string Operation, string Member), string> Elsewhere = new()
    {
        [("CreateField", "options")] = "Add options with BatchPutFieldOptions after CreateField.",
        [("UpdateField", "options")] = "Change options with BatchPutFieldOptions.",
        [("CreateCase", "title")] = "Send the title as an entry of fields with the id 'title'.",
        [("CreateCase", "status")] = "A new case is open. UpdateCase changes the status with an entry of fields with the id 'status'.",
        [("UpdateCase", "title")] = "Send the title as an entry of fields with the id 'title'.",
        [("UpdateCase", "status")] = "Send the status as an entry of fields with the id 'status'.",
        [("UpdateCase", "tags")] = "Change tags with TagResource and UntagResource.",
    };

    /// <summary>Says that the member was ignored, and which member was probably meant.</summary>
    public string Describe(string operation) => $"Unknown member '{Excerpt.Of(Path)}' was ignored; {Suggest(operation)}";

    private string Suggest(string operation)
    {
        if (Known.FirstOrDefault(name => name.Equals(Name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            return $"member names are case-sensitive: '{other}'.";
        }

        if (Elsewhere.GetValueOrDefault((operation, Path)) is { } place)
        {
            return $"{operation} does not have this member. {place}";
        }

        return (NearestNames.Of(Name, Known), Known) switch
        {
            ([var similar, ..], _) => $"did you mean '{similar}'?",
            (_, [var only]) => $"the only member is '{only}'.",
            (_, []) => "this object has no members.",
            _ => $"the members are {Excerpt.List(Known)}.",
        };
    }
}
