namespace ConnectCases.Protocol.Http;

/// <summary>
/// Marks a request whose members are in the query string. Each such request binds itself from <see cref="QueryParameters"/>.
/// </summary>
internal interface IQueryRequest;
