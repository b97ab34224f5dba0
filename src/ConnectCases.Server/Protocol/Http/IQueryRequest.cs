namespace ConnectCases.Protocol.Http;

/// <summary>Marks a request whose members stand in the query string; each binds itself from <see cref="QueryParameters"/>.</summary>
internal interface IQueryRequest;
