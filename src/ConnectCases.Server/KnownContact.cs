namespace ConnectCases;

/// <summary>A contact of Amazon Connect that CreateRelatedItem knows.</summary>
public sealed class KnownContact
{
    /// <summary>The ARN of the contact, exactly as in requests.</summary>
    public string ContactArn { get; set; } = "";

    /// <summary>The channel of the contact: 1 to 100 characters, such as <c>VOICE</c>, <c>CHAT</c> or <c>EMAIL</c>.</summary>
    public string Channel { get; set; } = "VOICE";

    /// <summary>
    /// The time at which the contact connected to the system. The default is the association time of the related item.
    /// </summary>
    public DateTimeOffset? ConnectedToSystemTime { get; set; }
}
