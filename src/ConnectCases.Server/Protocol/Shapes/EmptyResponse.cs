namespace ConnectCases.Protocol.Shapes;

/// <summary>The response of an operation whose output has no members: <c>{}</c> (behaviour.md 1.4).</summary>
internal sealed record EmptyResponse
{
    public static EmptyResponse Instance { get; } = new();
}
