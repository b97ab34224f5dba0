using System.Globalization;
using System.Text.RegularExpressions;

namespace ConnectCases.Protocol.Validation;

/// <summary>Reads the times of controls: ISO 8601 with a time zone, cut to milliseconds.</summary>
internal static partial class Instants
{
    public const string Description = "a time such as 2026-12-24T09:00:00Z";

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Iso8601().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return false;
        }

        time = parsed.AddTicks(-(parsed.Ticks % TimeSpan.TicksPerMillisecond));
        return true;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Iso8601();
}
