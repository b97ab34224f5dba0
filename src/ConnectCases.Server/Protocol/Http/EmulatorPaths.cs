namespace ConnectCases.Protocol.Http;

/// <summary>The paths that AWS does not have.</summary>
internal static class EmulatorPaths
{
    public const string Controls = "/_emulator";

    /// <summary>Determines whether a path belongs to the controls.</summary>
    public static bool IsControl(PathString path) => path.StartsWithSegments(Controls);

    /// <summary>Determines whether a path belongs to a page for people: Swagger UI, or the root that leads to Swagger UI.</summary>
    public static bool IsPage(PathString path) => path.StartsWithSegments("/swagger") || path == "/";
}
