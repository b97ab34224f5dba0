using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectCases.Protocol.Json;

/// <summary>
/// A Smithy union: one optional member per alternative, exactly one of them set (behaviour.md 1.6). The validator refuses
/// none, several and unknown ones; code that comes after asks by pattern.
/// </summary>
internal abstract record Union : IJsonOnSerializing
{
    /// <summary>Members that no alternative has; kept only to be refused, no part of the value, never written.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownMembers { get; set; }

    [JsonIgnore]
    public bool HasOneMember => KnownMembersSet == 1 && UnknownMembersSet == 0;

    [JsonIgnore]
    protected abstract int KnownMembersSet { get; }

    // A null sibling counts as absent, and clients may send the type hint of other protocols.
    private int UnknownMembersSet => UnknownMembers is null
        ? 0
        : UnknownMembers.Count(member => member.Key != "__type" && member.Value.ValueKind != JsonValueKind.Null);

    public virtual bool Equals(Union? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    void IJsonOnSerializing.OnSerializing() => UnknownMembers = null;

    protected static int Count(params ReadOnlySpan<object?> members)
    {
        var set = 0;
        foreach (var member in members)
        {
            set += member is null ? 0 : 1;
        }

        return set;
    }
}
