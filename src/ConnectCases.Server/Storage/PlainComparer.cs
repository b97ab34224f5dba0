using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ConnectCases.Storage;

/// <summary>
/// Compares the values of properties. All values are immutable. The comparers of EF Core consist of lambdas that are compiled for each
/// property at their first use: 160 methods in a short test suite (docs/adr/0020).
/// </summary>
internal sealed class PlainComparer<T>() : ValueComparer<T>(favorStructuralComparisons: false)
{
    public override bool Equals(T? left, T? right) => EqualityComparer<T>.Default.Equals(left, right);

    public override int GetHashCode(T instance) => instance?.GetHashCode() ?? 0;

    public override T Snapshot(T instance) => instance;
}
