namespace ConnectCases;

/// <summary>Finds the names that a person probably meant when a name is misspelled.</summary>
internal static class NearestNames
{
    // The time grows with the square of the length. A longer name is no misspelled name.
    private const int MaxLength = 500;

    /// <summary>Returns the known names with the smallest edit distance, or none if no name is similar.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxLength)
        {
            return [];
        }

        var distances = known.Select(candidate => (Name: candidate, Distance: Distance(name, candidate))).ToArray();
        var smallest = distances.Select(candidate => candidate.Distance).DefaultIfEmpty(int.MaxValue).Min();
        return smallest > Math.Max(2, name.Length / 3)
            ? []
            : [.. distances.Where(candidate => candidate.Distance == smallest).Select(candidate => candidate.Name)];
    }

    // The Levenshtein distance, ignoring case.
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var current = new int[to.Length + 1];
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var same = char.ToLowerInvariant(from[row - 1]) == char.ToLowerInvariant(to[column - 1]);
                current[column] = Math.Min(
                    Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + (same ? 0 : 1));
            }

            previous = current;
        }

        return previous[^1];
    }
}
