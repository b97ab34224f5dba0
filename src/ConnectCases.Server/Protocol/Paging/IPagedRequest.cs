namespace ConnectCases.Protocol.Paging;

/// <summary>A request for one page of a listing.</summary>
internal interface IPagedRequest
{
    int? MaxResults { get; }

    string? NextToken { get; }
}
