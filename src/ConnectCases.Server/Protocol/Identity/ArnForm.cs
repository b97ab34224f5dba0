using System.Text.RegularExpressions;

namespace ConnectCases.Protocol.Identity;

/// <summary>
/// The form of the ARNs of another service (behaviour.md 2.2). The real service looks these ARNs up. The emulator checks their form.
/// </summary>
/// <param name="Name">The resource, for messages.</param>
/// <param name="Text">The form with placeholders, for messages.</param>
/// <param name="Pattern">The whole ARN.</param>
internal sealed partial record ArnForm(string Name, string Text, Regex Pattern)
{
    public static ArnForm Contact { get; } =
        new("contact", "arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/contact/CONTACT", ContactPattern());

    public static ArnForm File { get; } =
        new("file", "arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/file/FILE", FilePattern());

    public static ArnForm User { get; } =
        new("user", "arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/agent/USER", UserPattern());

    public static ArnForm Queue { get; } =
        new("queue", "arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/queue/QUEUE", QueuePattern());

    public static ArnForm Profile { get; } =
        new("customer profile", "arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/profiles/PROFILE", ProfilePattern());

    /// <summary>Describes the form: <c>a user ARN: arn:aws:…</c>.</summary>
    public string Description => $"a {Name} ARN: {Text}";

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/[^/\s]+/contact/[^/\s]+\z")]
    private static partial Regex ContactPattern();

    // AWS shows this ARN only in an example about recordings. The ARN of a file of a case could begin with the case.
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:(?:connect|cases):[a-z0-9-]+:[0-9]{12}:(?:\S+/)?(?:attached-)?file/[^/\s]+\z")]
    private static partial Regex FilePattern();

    // AWS's pages about events have user in place of agent.
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/[^/\s]+/(?:agent|user)/[^/\s]+\z")]
    private static partial Regex UserPattern();

    // The ARN of the personal queue of a user has agent before the id.
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/[^/\s]+/queue/(?:agent/)?[^/\s]+\z")]
    private static partial Regex QueuePattern();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:profile:[a-z0-9-]+:[0-9]{12}:domains/[^/\s]+/profiles/[^/\s]+\z")]
    private static partial Regex ProfilePattern();
}
