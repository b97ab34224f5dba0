namespace ConnectCases.Controls.Faults;

/// <summary>Random numbers that depend only on a seed, in every version of .NET (SplitMix64).</summary>
internal sealed class SeededNumbers(int seed)
{
    private ulong state = (ulong)seed;

    /// <summary>Returns a number from 0 to less than 1.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
