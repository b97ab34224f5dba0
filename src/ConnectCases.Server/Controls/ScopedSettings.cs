using ConnectCases.State;

namespace ConnectCases.Controls;

/// <summary>
/// Settings of this process by scope. The setting of a world comes before the setting of its account. The setting of an account comes
/// before the setting of all worlds.
/// </summary>
internal sealed class ScopedSettings<TSetting>
    where TSetting : class
{
    private readonly Lock changing = new();
    private volatile Dictionary<(string Account, string Region), TSetting> settings = [];

    public bool IsEmpty => settings.Count == 0;

    /// <summary>The settings, ordered by account and Region. An empty account or Region stands for all of them.</summary>
    public IEnumerable<(string Account, string Region, TSetting Setting)> All => settings
        .OrderBy(setting => setting.Key.Account, StringComparer.Ordinal).ThenBy(setting => setting.Key.Region, StringComparer.Ordinal)
        .Select(setting => (setting.Key.Account, setting.Key.Region, setting.Value));

    /// <summary>Returns the setting that applies to a world, or null.</summary>
    public TSetting? Find(string account, string region)
    {
        var known = settings;
        return known.Count == 0
            ? null
            : known.GetValueOrDefault((account, region)) ?? known.GetValueOrDefault((account, "")) ?? known.GetValueOrDefault(("", ""));
    }

    /// <summary>Sets the setting of exactly this scope.</summary>
    public void Set(IWorldRequest scope, TSetting setting) => Change(known => known[KeyOf(scope)] = setting);

    /// <summary>Removes the setting of exactly this scope.</summary>
    public void Remove(IWorldRequest scope) => Change(known => known.Remove(KeyOf(scope)));

    /// <summary>Removes the settings of this scope and of all scopes inside.</summary>
    public void RemoveInside(IWorldRequest scope) => Change(known =>
    {
        foreach (var key in known.Keys.Where(key => scope.Includes(key.Account, key.Region)).ToList())
        {
            known.Remove(key);
        }
    });

    private static (string Account, string Region) KeyOf(IWorldRequest scope) => (scope.Account ?? "", scope.Region ?? "");

    // Readers need no lock, because a change replaces the dictionary.
    private void Change(Action<Dictionary<(string Account, string Region), TSetting>> change)
    {
        lock (changing)
        {
            var changed = new Dictionary<(string Account, string Region), TSetting>(settings);
            change(changed);
            settings = changed;
        }
    }
}
