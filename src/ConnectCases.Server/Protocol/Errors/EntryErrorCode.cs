namespace ConnectCases.Protocol.Errors;

/// <summary>The <c>errorCode</c> of a failed batch entry: the name of the exception (behaviour.md 17, row 14).</summary>
internal static class EntryErrorCode
{
    public const string NotFound = nameof(ResourceNotFoundException);

    public const string Invalid = nameof(ValidationException);
}
