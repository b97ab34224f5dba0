using System.Globalization;
using ConnectCases.Protocol.Identity;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Creates sequential ids, so that two servers create the same ids.</summary>
internal static class CountedIds
{
    public static NewId Create()
    {
        var last = 0;
        return _ => string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref last):x8}-0000-7000-8000-000000000000");
    }
}
