namespace ConnectCases.Protocol.Http;

/// <summary>A request whose members are in the query string.</summary>
internal interface IQueryRequest<TSelf>
{
    /// <exception cref="Errors.SerializationException">A parameter occurs twice or has the wrong type.</exception>
    /// <exception cref="Errors.ValidationException">A parameter is not a value of its enumeration.</exception>
    static abstract TSelf Read(QueryParameters query);
}

/// <summary>The metadata of an operation whose request is in the query string.</summary>
/// <param name="RequestType">The type of the request.</param>
internal sealed record QueryRequestMetadata(Type RequestType);
