using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Http;

/// <summary>Collects what is probably wrong in a request that passes (controls.md 6). Services add warnings.</summary>
internal sealed class RequestWarnings
{
    private List<string>? texts;

    public IReadOnlyList<string> All => texts ?? (IReadOnlyList<string>)[];

    public void Add(ErrorText warning)
    {
        var text = warning.ToString();
        if (texts?.Contains(text) != true)
        {
            (texts ??= []).Add(text);
        }
    }
}
