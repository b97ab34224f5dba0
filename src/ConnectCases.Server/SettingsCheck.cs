using System.ComponentModel;
using System.Reflection;

namespace ConnectCases;

/// <summary>
/// Finds settings that do not exist and values that cannot be read. The configuration binder reports both as exceptions that are
/// written for programmers.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>Returns one sentence for each invalid setting of a section.</summary>
    /// <param name="section">The section to check.</param>
    /// <param name="options">The types whose properties are the valid settings.</param>
    public static IEnumerable<string> Failures(IConfiguration section, params Type[] options) =>
        Failures(section, prefix: "", options);

    private static IEnumerable<string> Failures(IConfiguration section, string prefix, Type[] options)
    {
        var known = options.SelectMany(type => type.GetProperties()).ToArray();
        return section.GetChildren().SelectMany(setting =>
            Array.Find(known, property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)) is { } property
                ? Failures(setting, prefix + property.Name, property.PropertyType)
                : [Unknown(prefix, setting.Key, known)]);
    }

    private static IEnumerable<string> Failures(IConfigurationSection setting, string name, Type type)
    {
        if (EntryType(type) is { } entry)
        {
            return HasValue(setting) && entry != typeof(string) ? [Parts(name, $"{name}:0")] : setting.GetChildren().SelectMany(child => Failures(child, $"{name}:{child.Key}:", [entry]));
        }

        if (type == typeof(IDictionary<string, string>))
        {
            return HasValue(setting) ? [Parts(name, $"{name}:KEY")] : [];
        }

        var valueType = Nullable.GetUnderlyingType(type) ?? type;
        if (!TypeDescriptor.GetConverter(valueType).CanConvertFrom(typeof(string)))
        {
            return HasValue(setting) ? [Parts(name, $"{name}:{type.GetProperties()[0].Name}")] : Failures(setting, $"{name}:", [type]);
        }

        if (setting.GetChildren().Any())
        {
            return [$"The setting {name} has parts such as {name}:{setting.GetChildren().First().Key}. It must be one value."];
        }

        return setting.Value is null || IsReadable(setting.Value, valueType)
            ? []
            : [$"The setting {name} has the value '{setting.Value}'. {Expected(valueType)}"];
    }

    // Test hosts pass a section with an empty value.
    private static bool HasValue(IConfigurationSection setting) => !string.IsNullOrEmpty(setting.Value);

    private static string Parts(string name, string example) =>
        $"The setting {name} has a value, but it consists of parts. Set the parts, such as {example}.";

    // The converter of enumerations finds only exact names valid, but the configuration binder ignores case.
    private static bool IsReadable(string value, Type type) => type.IsEnum
        ? Enum.TryParse(type, value, ignoreCase: true, out _)
        : TypeDescriptor.GetConverter(type).IsValid(value);

    private static Type? EntryType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static string Unknown(string prefix, string name, PropertyInfo[] known)
    {
        var nearest = NearestNames.Of(name, known.Select(property => property.Name));
        var advice = nearest.Count > 0
            ? $"Did you mean {string.Join(" or ", nearest.Select(near => prefix + near))}?"
            : "docs/configuration.md lists all settings.";
        return $"The setting '{prefix}{name}' does not exist. {advice}";
    }

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => $"The choices are {string.Join(", ", Enum.GetNames(type))}.",
        _ when type == typeof(bool) => "The choices are true, false.",
        _ when type == typeof(TimeSpan) => "The value must be a time such as 00:00:05 (five seconds).",
        _ when type == typeof(DateTimeOffset) => "The value must be a time with a time zone, such as 2026-11-02T09:30:00Z.",
        _ => "The value must be a whole number.",
    };
}
