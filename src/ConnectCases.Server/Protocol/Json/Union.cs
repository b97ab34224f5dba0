using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Protocol.Errors;

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

    /// <summary>The names of the members that the request sets, for messages.</summary>
    [JsonIgnore]
    public string MembersFound => Excerpt.List(
        [
            .. UnionMembers.Of(GetType()).Where(member => member.Property.GetValue(this) is not null).Select(member => member.Name),
            .. (UnknownMembers ?? []).Where(IsSet).Select(member => member.Key),
        ]) is { Length: > 0 } names ? names : "none";

    [JsonIgnore]
    protected abstract int KnownMembersSet { get; }

    private int UnknownMembersSet => UnknownMembers?.Count(IsSet) ?? 0;

    public virtual bool Equals(Union? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    // A null member counts as absent. Ignores __type, because clients may send this type hint of other protocols.
    private static bool IsSet(KeyValuePair<string, JsonElement> member) =>
        member.Key != "__type" && member.Value.ValueKind != JsonValueKind.Null;

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

/// <summary>The names of the members of a union, for messages.</summary>
internal static class UnionMembers
{
    public static IEnumerable<(string Name, PropertyInfo Property)> Of(Type union) => union.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.DeclaringType == union && property.CanWrite)
        .Select(property => (
            property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name), property));
}
