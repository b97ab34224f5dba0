using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace ConnectCases.Protocol.Validation;

/// <summary>Reads and writes the durations of controls: ISO 8601 such as <c>PT4H</c>, or <c>4h</c>, <c>90s</c>, <c>500ms</c>.</summary>
internal static partial class Durations
{
    public const string Description = "a duration such as PT4H, P3D, 4h, 90s or 500ms";

    // About a thousand years. Calculations with such a duration do not overflow.
    private static readonly TimeSpan Max = TimeSpan.FromDays(365_000);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (Short().Match(text) is { Success: true } match)
        {
            var number = decimal.Parse(match.Groups["number"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);
            var ticks = number * match.Groups["unit"].Value switch
            {
                "ms" => TimeSpan.TicksPerMillisecond,
                "s" => TimeSpan.TicksPerSecond,
                "m" => TimeSpan.TicksPerMinute,
                "h" => TimeSpan.TicksPerHour,
                _ => TimeSpan.TicksPerDay,
            };
            if (ticks > Max.Ticks)
            {
                return false;
            }

            duration = new TimeSpan((long)ticks) * (match.Groups["sign"].Value == "-" ? -1 : 1);
            return true;
        }

        if (!Iso8601().IsMatch(text))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration.Duration() <= Max;
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            return false;
        }
    }

    public static string Format(TimeSpan duration) => XmlConvert.ToString(duration);

    [GeneratedRegex(@"\A(?<sign>-?)(?<number>[0-9]{1,15}(\.[0-9]{1,7})?)(?<unit>ms|s|m|h|d)\z")]
    private static partial Regex Short();

    // Years and months have no fixed length.
    [GeneratedRegex(@"\A-?P(?=.)([0-9]{1,9}D)?(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,7})?S)?)?\z")]
    private static partial Regex Iso8601();
}
