using ConnectCases.Storage;

namespace ConnectCases.Api.Fields.Values;

/// <summary>
/// The value of one field as a row. An index can search and sort the typed columns. A field without a value has no row.
/// </summary>
internal abstract class StoredValue
{
    public string FieldId { get; init; } = null!;

    public ValueKind Kind { get; private set; }

    public string? Text { get; private set; }

    public double? Number { get; private set; }

    /// <summary>The value as lower-case text. Comparisons that ignore letter case use this text.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>The first characters of <see cref="Folded"/> if <see cref="Text"/> is set, otherwise null.</summary>
    public string? SortText { get; private set; }

    public virtual void Set(FieldValueUnion value)
    {
        // Adding 0.0 removes the sign of a negative zero. SQLite drops this sign anyway, but PostgreSQL keeps the sign.
        (Kind, Text, Number) = value switch
        {
            { StringValue: { } text } => (ValueKind.String, text, (double?)null),
            { UserArnValue: { } arn } => (ValueKind.UserArn, arn, null),
            { DoubleValue: { } number } => (ValueKind.Double, null, number + 0.0),
            { BooleanValue: { } truth } => (ValueKind.Boolean, null, truth ? 1 : 0),
            _ => throw new InvalidOperationException("The value to store is empty. A stored value has a text, a number or a boolean."),
        };
        Folded = FoldedText.Fold(Kind, Text, Number);
        SortText = Text is null ? null : FoldedText.ToSortText(Folded);
    }

    public static FieldValueUnion ToUnion(ValueKind kind, string? text, double? number) => kind switch
    {
        ValueKind.String => new(text),
        ValueKind.UserArn => new(UserArnValue: text),
        ValueKind.Double => new(DoubleValue: number),
        ValueKind.Boolean => new(BooleanValue: number == 1),
    };

    public FieldValueUnion ToUnion() => ToUnion(Kind, Text, Number);

    public FieldValue ToContract() => new(FieldId, ToUnion());
}
