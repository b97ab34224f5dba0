using System.Reflection;
using Microsoft.Extensions.Configuration.Memory;

namespace ConnectCases;

/// <summary>
/// The settings of the emulator, and nothing else. Other applications have an <c>appsettings.json</c> too, and set variables such as
/// <c>ASPNETCORE_URLS</c>. They must not move or change an emulator that starts in the same directory or shell.
/// </summary>
internal static class OwnSettings
{
    private const BindingFlags IgnoreCase = BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance;

    /// <summary>
    /// Reads section <c>ConnectCases</c> of <c>appsettings.json</c>, the environment variables <c>ConnectCases__*</c> and the command
    /// line. A later source overrides an earlier one.
    /// </summary>
    /// <param name="directory">The directory of <c>appsettings.json</c>.</param>
    /// <param name="commandLine">The settings of the command line, by their names in the section.</param>
    /// <exception cref="StartupException">A source cannot be read, a setting does not exist, or a value cannot be read.</exception>
    public static IConfiguration Read(string directory, IEnumerable<KeyValuePair<string, string?>> commandLine)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(ReadFile(Path.Combine(directory, "appsettings.json")))
            .AddEnvironmentVariables($"{EmulatorOptions.Section}__")
            .AddInMemoryCollection(commandLine)
            .Build();
        var failures = SettingsCheck.Failures(settings, typeof(ProcessOptions), typeof(EmulatorOptions)).ToList();
        return failures.Count == 0 ? settings : throw new StartupException(string.Join(" ", failures));
    }

    /// <summary>Returns the settings of the emulator as a source of the host. The options of the executable are left out.</summary>
    public static IConfigurationSource ForEmulator(IConfiguration settings) => new MemoryConfigurationSource
    {
        InitialData = settings.AsEnumerable()
            .Where(setting => setting.Value is not null && typeof(ProcessOptions).GetProperty(setting.Key, IgnoreCase) is null)
            .Select(setting => KeyValuePair.Create($"{EmulatorOptions.Section}:{setting.Key}", setting.Value)),
    };

    private static IEnumerable<KeyValuePair<string, string?>> ReadFile(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build()
                .GetSection(EmulatorOptions.Section).AsEnumerable(makePathsRelative: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{file} cannot be read: {(exception.InnerException ?? exception).Message}", exception);
        }
    }
}
