namespace ConnectCases.Protocol.Errors;

/// <summary>Checks quotas (behaviour.md 12.1). The messages of all quotas have the same form.</summary>
internal static class Quota
{
    /// <exception cref="ServiceQuotaExceededException">The quota is used up.</exception>
    public static void EnsureRoom(int used, int quota, string owner, string items)
    {
        if (used >= quota)
        {
            throw new ServiceQuotaExceededException($"{owner} has {used} {items}. The quota is {quota}.");
        }
    }

    /// <exception cref="ServiceQuotaExceededException">The number is above the quota.</exception>
    public static void EnsureWithin(int number, int quota, string owner, string items)
    {
        if (number > quota)
        {
            throw new ServiceQuotaExceededException($"{owner} would have {number} {items}. The quota is {quota}.");
        }
    }
}
