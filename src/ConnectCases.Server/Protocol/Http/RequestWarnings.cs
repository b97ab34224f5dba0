using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Http;

/// <summary>Collects what is probably wrong in a request that passes (controls.md 6). Services add warnings.</summary>
internal sealed class RequestWarnings
{
    private List<string>? texts;

    public IReadOnlyList<string> All => texts ?? (IReadOnlyList<string>)[];

    /// <summary>Warns that some entries of a batch failed, although the response has the status 200.</summary>
    /// <param name="count">The number of entries.</param>
    /// <param name="first">The message of the first one.</param>
    public void AddFailures(int count, string? first)
    {
        if (count > 0)
        {
            Add($"{Counted.Of(count, "entry", "entries")} of the batch failed. The first: {ErrorText.Whole(first ?? "")}");
        }
    }

    public void Add(ErrorText warning)
    {
        var text = warning.ToString();
        if (texts?.Contains(text) != true)
        {
            (texts ??= []).Add(text);
        }
    }
}
