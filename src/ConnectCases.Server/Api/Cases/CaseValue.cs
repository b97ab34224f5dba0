using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;

namespace ConnectCases.Api.Cases;

/// <summary>The value of one field of a case.</summary>
internal sealed class CaseValue : StoredValue
{
    public CaseValue(long domainKey, string fieldId, FieldValueUnion value)
    {
        DomainKey = domainKey;
        FieldId = fieldId;
        Set(value);
    }

    private CaseValue()
    {
    }

    public long CaseKey { get; init; }

    /// <summary>The key of the domain of the case. The indexes of values begin with this key.</summary>
    public long DomainKey { get; init; }
}
