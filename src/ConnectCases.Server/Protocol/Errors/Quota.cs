namespace ConnectCases.Protocol.Errors;

/// <summary>Checks quotas (behaviour.md 12.1). The messages of all quotas have the same form.</summary>
internal static class Quota
{
    /// <exception cref="ServiceQuotaExceededException">The quota is used up.</exception>
    public static void EnsureRoom(int used, int quota, string owner, string item, string where = "")
    {
        if (used >= quota)
        {
            throw new ServiceQuotaExceededException($"{owner} has {Counted.Of(used, item)}{where}. The quota is {quota}.");
        }
    }

    /// <exception cref="ServiceQuotaExceededException">The number is above the quota.</exception>
    public static void EnsureWithin(int number, int quota, string owner, string item, string where = "")
    {
        if (number > quota)
        {
            throw new ServiceQuotaExceededException($"{owner} would have {Counted.Of(number, item)}{where}. The quota is {quota}.");
        }
    }
}
