namespace ConnectCases.Seeds.Applying;

/// <summary>
/// The steps that a seed does with cases. They run in the order of their times, so that the audit events and the outgoing events of a
/// domain are in this order too.
/// </summary>
internal sealed class CaseSteps(SeedRun run)
{
    private readonly List<Step> steps = [];

    /// <summary>The kinds of steps. Steps with the same time run in this order.</summary>
    public enum Phase
    {
        Create,
        AddItem,
        Update,
        Merge,
    }

    /// <summary>Adds a step.</summary>
    /// <param name="phase">The kind of the step.</param>
    /// <param name="time">The time of the step.</param>
    /// <param name="notBefore">The step runs after the steps until this time, because it needs their cases.</param>
    /// <param name="action">Does the step.</param>
    public void Add(Phase phase, DateTimeOffset time, DateTimeOffset notBefore, Action action) =>
        steps.Add(new(phase, time, time > notBefore ? time : notBefore, action));

    public void Run()
    {
        foreach (var step in steps.OrderBy(step => step.Order).ThenBy(step => step.Phase))
        {
            run.Clock.Now = step.Time;
            step.Action();
        }

        run.Clock.Now = run.Settings.Now;
    }

    private sealed record Step(Phase Phase, DateTimeOffset Time, DateTimeOffset Order, Action Action);
}
