using ConnectCases.Fields;

namespace ConnectCases.Cases;

/// <summary>The value of one field of a case, typed so that an index can search and sort it; no value is no row.</summary>
internal sealed class CaseValue
{
    public CaseValue(string fieldId, FieldValueUnion value)
    {
        FieldId = fieldId;
        Take(value);
    }

    private CaseValue()
    {
    }

    public long CaseKey { get; init; }

    public string FieldId { get; init; } = null!;

    public ValueKind Kind { get; private set; }

    public string? Text { get; private set; }

    public double? Number { get; private set; }

    public void Take(FieldValueUnion value)
    {
        (Kind, Text, Number) = value switch
        {
            { StringValue: { } text } => (ValueKind.String, text, (double?)null),
            { UserArnValue: { } arn } => (ValueKind.UserArn, arn, null),
            { DoubleValue: { } number } => (ValueKind.Double, null, number),
            { BooleanValue: { } truth } => (ValueKind.Boolean, null, truth ? 1 : 0),
            _ => throw new InvalidOperationException("An empty value is not stored."),
        };
    }

    public FieldValueUnion ToUnion() => Kind switch
    {
        ValueKind.String => new(Text),
        ValueKind.UserArn => new(UserArnValue: Text),
        ValueKind.Double => new(DoubleValue: Number),
        ValueKind.Boolean => new(BooleanValue: Number == 1),
    };

    public FieldValue ToContract() => new(FieldId, ToUnion());
}

/// <summary>Which member of the union a stored value is; the order is what the database knows it by.</summary>
internal enum ValueKind
{
    String,
    Double,
    Boolean,
    UserArn,
}
