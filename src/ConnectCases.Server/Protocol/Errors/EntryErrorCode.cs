namespace ConnectCases.Protocol.Errors;

/// <summary>The <c>errorCode</c> of an entry of a batch that failed: the name of the exception (behaviour.md 17, row 14).</summary>
internal static class EntryErrorCode
{
    public const string NotFound = nameof(ResourceNotFoundException);

    public const string Invalid = nameof(ValidationException);
}
