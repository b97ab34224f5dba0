using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Seeds.Reading;

/// <summary>A time of a seed: absolute, or relative to the time at which the seed is applied.</summary>
internal sealed partial record SeedTime(SeedNode At, DateTimeOffset? Absolute, TimeSpan Relative)
{
    private const string Description = "a time such as 2026-12-24T09:00:00Z, or relative to now such as -3d, -2h30m or -PT4H";

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="DocumentException">The value is not a time.</exception>
    public static SeedTime Read(SeedNode node)
    {
        var text = node.ToText().Value;
        if (Instants.TryParse(text, out var instant))
        {
            return new(node, instant, TimeSpan.Zero);
        }

        return TryReadDuration(text, out var relative) ? new(node, null, relative) : throw node.Unexpected(Description);
    }

    /// <summary>Reads a duration: ISO 8601, or numbers with units such as <c>2h30m</c>.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        if (Durations.TryParse(text.StartsWith('+') ? text[1..] : text, out duration))
        {
            return true;
        }

        if (!Compound().IsMatch(text))
        {
            return false;
        }

        var sum = TimeSpan.Zero;
        foreach (var part in Part().EnumerateMatches(text))
        {
            if (!Durations.TryParse(text.Substring(part.Index, part.Length), out var one) || one > Max - sum)
            {
                return false;
            }

            sum += one;
        }

        duration = text.StartsWith('-') ? -sum : sum;
        return true;
    }

    /// <summary>Returns the time, in whole milliseconds, the precision of the API.</summary>
    /// <param name="now">The time at which the seed is applied.</param>
    /// <exception cref="DocumentException">The time is before 1970 or after 8999.</exception>
    public DateTimeOffset Of(DateTimeOffset now)
    {
        var ticks = Absolute?.UtcTicks ?? Math.Clamp(now.UtcTicks + Relative.Ticks, 0, DateTimeOffset.MaxValue.UtcTicks);
        var time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return time >= Earliest && time < Latest ? time : throw At.Unexpected("a time in the years 1970 to 8999");
    }

    private static TimeSpan Max => TimeSpan.FromDays(365_000);

    [GeneratedRegex(@"\A[-+]?([0-9]{1,9}(ms|s|m|h|d)){2,5}\z")]
    private static partial Regex Compound();

    [GeneratedRegex(@"[0-9]{1,9}(ms|s|m|h|d)")]
    private static partial Regex Part();
}
