namespace ConnectCases.Controls.Merges;

/// <summary>Whether merges are held.</summary>
/// <param name="Held">True while a started merge stays <c>IN_PROGRESS</c>.</param>
/// <param name="InProgress">The number of running merges.</param>
internal sealed record MergesHeld(bool Held, int InProgress);
