using ConnectCases.Protocol.Identity;

namespace ConnectCases.Seeds.Applying;

/// <summary>Derives an id that an operation creates besides the id of its resource, such as the id of an audit event.</summary>
/// <param name="path">The path of the operation.</param>
/// <param name="kind">The kind of the id.</param>
/// <param name="number">The number of the id among the ids of the operation with this kind, beginning with 1.</param>
internal delegate string DeriveId(string path, IdKind kind, int number);

/// <summary>Gives each operation of a seed its ids.</summary>
/// <param name="derive">Derives the ids of audit events and outgoing events.</param>
internal sealed class SeedIdSource(DeriveId derive)
{
    private readonly Dictionary<IdKind, int> used = [];
    private string? path;
    private IdKind kind;
    private string? id;

    /// <summary>Starts an operation whose ids are random, because the operation changes something that exists.</summary>
    public void Begin() => Begin(path: null, default, id: null);

    /// <summary>Starts an operation that creates something new.</summary>
    /// <param name="path">The path of the operation, or null for random ids of its events.</param>
    /// <param name="kind">The kind of the created resource.</param>
    /// <param name="id">The id of the created resource, or null if the operation creates no resource.</param>
    public void Begin(string? path, IdKind kind, string? id)
    {
        used.Clear();
        (this.path, this.kind, this.id) = (path, kind, id);
    }

    public string NewId(IdKind wanted)
    {
        var number = used[wanted] = used.GetValueOrDefault(wanted) + 1;
        return wanted == kind && number == 1 && id is not null ? id
            : path is null ? Guid.CreateVersion7().ToString()
            : derive(path, wanted, number);
    }
}
