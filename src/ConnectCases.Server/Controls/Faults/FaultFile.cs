using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.State;

namespace ConnectCases.Controls.Faults;

/// <summary>Reads fault rules from JSON.</summary>
internal static class FaultFile
{
    private static readonly MemberNames Members = new(ControlJson.Wire.IReadOnlyListFaultRule);

    /// <exception cref="ServiceException">The text is not an array of rules.</exception>
    public static IReadOnlyList<FaultRule?> Parse(ReadOnlySpan<byte> json) =>
        RequestBody.Parse(json.IsEmpty ? " "u8 : json, ControlJson.Wire.IReadOnlyListFaultRule, Members);

    /// <summary>Adds the rules of a file.</summary>
    /// <exception cref="StartupException">The file cannot be read, or a rule is not possible.</exception>
    public static void Load(FaultRules rules, string path)
    {
        try
        {
            rules.Append(new WorldScope(), Parse(File.ReadAllBytes(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The fault rules {path} cannot be read: {failure.Message}", failure);
        }
        catch (ServiceException failure)
        {
            var reason = failure.Message.Replace("The request body", "The file", StringComparison.Ordinal);
            throw new StartupException($"The fault rules {path} are not valid: {reason}", failure);
        }
    }
}
