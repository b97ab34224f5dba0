namespace ConnectCases.Protocol.Errors;

/// <summary>The check of every quota (behaviour.md 12.1), with the wording that they share.</summary>
internal static class Quota
{
    /// <exception cref="ServiceQuotaExceededException">There is no room for one more.</exception>
    public static void EnsureRoom(int used, int quota, string owner, string things)
    {
        if (used >= quota)
        {
            throw new ServiceQuotaExceededException($"{owner} has {used} {things}; the quota is {quota}.");
        }
    }

    /// <exception cref="ServiceQuotaExceededException">There would be too many.</exception>
    public static void EnsureWithin(int wanted, int quota, string owner, string things)
    {
        if (wanted > quota)
        {
            throw new ServiceQuotaExceededException($"{owner} would have {wanted} {things}; the quota is {quota}.");
        }
    }
}
