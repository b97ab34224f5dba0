using System.Runtime.CompilerServices;

namespace ConnectCases.Protocol.Errors;

/// <summary>Checks quotas (behaviour.md 12.1). The messages of all quotas have the same form.</summary>
internal static class Quota
{
    /// <exception cref="ServiceQuotaExceededException">The quota is used up.</exception>
    public static void EnsureRoom(
        int used,
        int quota,
        string owner,
        string item,
        string where = "",
        [CallerArgumentExpression(nameof(quota))] string setting = "")
    {
        if (used >= quota)
        {
            throw new ServiceQuotaExceededException(
                $"{owner} has {Counted.Of(used, item)}{where}. The quota is {quota}.", ErrorText.Whole(HowToRaise(setting)));
        }
    }

    /// <exception cref="ServiceQuotaExceededException">The number is above the quota.</exception>
    public static void EnsureWithin(
        int number,
        int quota,
        string owner,
        string item,
        string where = "",
        [CallerArgumentExpression(nameof(quota))] string setting = "")
    {
        if (number > quota)
        {
            throw new ServiceQuotaExceededException(
                $"{owner} would have {Counted.Of(number, item)}{where}. The quota is {quota}.", ErrorText.Whole(HowToRaise(setting)));
        }
    }

    /// <summary>Returns the hint for a quota.</summary>
    /// <param name="setting">An expression that ends with the name of the setting, such as <c>quotas.Domains</c>.</param>
    public static string HowToRaise(string setting)
    {
        var name = setting[(setting.LastIndexOf('.') + 1)..];
        return $"Delete what you no longer need. A test can start the server with a higher quota: --ConnectCases:Quotas:{name}=NUMBER.";
    }
}
