using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Storage;

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

    /// <summary>The words of the value, which search terms match (<see cref="SearchWords"/>).</summary>
    public string Words { get; private set; } = "";

    public override void Set(FieldValueUnion value)
    {
        base.Set(value);
        Words = IsWhole ? SearchWords.OfWhole(Folded) : SearchWords.OfText(Folded);
    }

    // Ids, references and numbers match a search term only as a whole (behaviour.md 10.2).
    private bool IsWhole => Kind is ValueKind.Double or ValueKind.Boolean
        || FieldId == SystemFields.CaseId || SystemFields.IsReference(FieldId);
}
