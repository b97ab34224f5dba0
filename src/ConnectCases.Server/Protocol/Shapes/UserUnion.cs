using ConnectCases.Protocol.Json;

namespace ConnectCases.Protocol.Shapes;

/// <summary>The user that a request names as <c>performedBy</c>: a user ARN or an entity of the caller's own.</summary>
internal sealed record UserUnion(string? UserArn = null, string? CustomEntity = null) : Union
{
    protected override int KnownMembersSet => Count(UserArn, CustomEntity);
}
