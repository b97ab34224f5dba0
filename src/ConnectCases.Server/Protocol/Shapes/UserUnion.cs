using ConnectCases.Protocol.Json;

namespace ConnectCases.Protocol.Shapes;

/// <summary>The user in <c>performedBy</c>: a user ARN, or the name of an entity that the caller defines.</summary>
internal sealed record UserUnion(string? UserArn = null, string? CustomEntity = null) : Union
{
    protected override int KnownMembersSet => Count(UserArn, CustomEntity);
}
