using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Journal;
using ConnectCases.State;

namespace ConnectCases.Controls.Requests;

/// <summary>Lists the requests in the journal of this process (controls.md 6).</summary>
internal sealed class RequestsControl(RequestJournal journal)
{
    private const int DefaultLimit = 100;
    private const string Last = "last";

    public ListRequestsResponse List(ListRequestsRequest request) => List(request.Includes, request.After, request.Limit);

    /// <summary>Lists the requests into which fault rules injected faults.</summary>
    public ListRequestsResponse ListFired(ListFiredRequest request) => List(
        entry => entry.Fault is { } fault
            && (request.RuleId is null || request.RuleId == fault.RuleId)
            && request.Includes(entry.Account ?? "", entry.Region ?? ""),
        request.After,
        request.Limit);

    /// <summary>Returns a request. The id <c>last</c> names the last request.</summary>
    /// <exception cref="ResourceNotFoundException">The journal does not have the request.</exception>
    public RequestEntry Get(string requestId) =>
        (requestId == Last ? journal.ReadLast() : journal.Read().FirstOrDefault(entry => entry.RequestId == requestId))?.Read() ?? throw new ResourceNotFoundException(
            "Request",
            requestId,
            hint: $"The journal keeps the last requests of this process: {journal.Measure().Count} now. The id is in the response header x-amzn-RequestId.");

    private ListRequestsResponse List(Func<JournalEntry, bool> includes, long? after, int? maximum)
    {
        var limit = maximum ?? DefaultLimit;
        var found = journal.Read(after ?? 0).Where(includes).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        IEnumerable<JournalEntry> all = page.Exists(entry => entry.InvocationId is not null) ? journal.Read() : [];
        return new([.. page.Select(entry => entry.Read())], RequestEntryReader.Calls(page.Select(entry => entry.InvocationId).ToHashSet(), all), found.Count > limit ? page[^1].Sequence : null);
    }

    /// <summary>Removes the requests of worlds.</summary>
    public void Remove(string? account, string? region) => journal.Remove(world =>
        (account is null || world.Account == account) && (region is null || world.Region == region));
}
