using ConnectCases.Storage;

namespace ConnectCases.Demo;

/// <summary>The base of the classes that seed a part of the demo.</summary>
internal abstract class DemoContent(CasesDbContext unit, IServiceProvider services)
{
    protected static string Agents => $"{DemoIds.Instance}/agent/";

    protected static IReadOnlyList<string> ProductLines { get; } = ["Phones", "Tablets", "Accessories"];

    protected CasesDbContext Unit => unit;

    protected TService Get<TService>()
        where TService : notnull => services.GetRequiredService<TService>();

    /// <summary>Saves the last operation, so that the next operation loads the changes from the database.</summary>
    protected void Save()
    {
        unit.SaveChanges();
        unit.ChangeTracker.Clear();
    }

    protected static string ToValue(string name) => name.ToLowerInvariant();
}
