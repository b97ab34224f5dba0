using ConnectCases.Protocol.Journal;

namespace ConnectCases.Controls.Requests;

/// <summary>Decides which entries of the journal a request chooses.</summary>
internal static class RequestFilter
{
    public static bool Includes(this ListRequestsRequest request, JournalEntry entry) =>
        (request.Account is null || request.Account == entry.Account)
        && (request.Region is null || request.Region == entry.Region)
        && (request.Operation is null || request.Operation == entry.Operation)
        && (request.Status is null || HasStatus(entry.Status, request.Status))
        && (request.ErrorCode is null || request.ErrorCode == entry.ErrorCode)
        && (request.InvocationId is null || request.InvocationId == entry.InvocationId)
        && (request.Resource is null || entry.Mentions(request.Resource));

    private static bool HasStatus(int? status, string wanted) => wanted.EndsWith("xx", StringComparison.Ordinal)
        ? status / 100 == wanted[0] - '0'
        : $"{status}" == wanted;
}
