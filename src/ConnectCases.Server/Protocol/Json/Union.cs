using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectCases.Protocol.Json;

/// <summary>
/// A Smithy union: one optional member per alternative. Exactly one member must be set (behaviour.md 1.6). The validator rejects
/// a union with no member, several members or an unknown member. Services read a union by pattern matching.
/// </summary>
internal abstract record Union : IJsonOnSerializing
{
    /// <summary>
    /// The members that match no alternative. The reader keeps them only so that the validator can reject the union. They are not
    /// part of the value and are never written.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownMembers { get; set; }

    [JsonIgnore]
    public bool HasOneMember => KnownMembersSet == 1 && UnknownMembersSet == 0;

    [JsonIgnore]
    protected abstract int KnownMembersSet { get; }

    // A null member counts as absent. Ignores __type, because clients may send this type hint of other protocols.
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
