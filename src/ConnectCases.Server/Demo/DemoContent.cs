using ConnectCases.Storage;

namespace ConnectCases.Demo;

/// <summary>A part of the demo.</summary>
internal abstract class DemoContent(CasesDbContext unit, IServiceProvider services)
{
    protected static string Agents => "arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11/agent/";

    protected static IReadOnlyList<string> ProductLines { get; } = ["Phones", "Tablets", "Accessories"];

    protected CasesDbContext Unit => unit;

    protected TService Get<TService>()
        where TService : notnull => services.GetRequiredService<TService>();

    /// <summary>Saves the last operation, so that the next one loads it as in a unit of work of its own.</summary>
    protected void Save()
    {
        unit.SaveChanges();
        unit.ChangeTracker.Clear();
    }

    protected static string ToValue(string name) => name.ToLowerInvariant();
}
