using ConnectCases.Storage;

namespace ConnectCases.Api.Fields.Values;

/// <summary>The value of one field as a row, typed so that an index can search and sort it; no value is no row.</summary>
internal abstract class StoredValue
{
    public string FieldId { get; init; } = null!;

    public ValueKind Kind { get; private set; }

    public string? Text { get; private set; }

    public double? Number { get; private set; }

    /// <summary>The value as a text without case, for comparisons that ignore it and for search terms.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>The beginning of <see cref="Folded"/>, where the value is a text.</summary>
    public string? SortText { get; private set; }

    public void Set(FieldValueUnion value)
    {
        // Zero has one sign only: SQLite drops the other, PostgreSQL would keep it.
        (Kind, Text, Number) = value switch
        {
            { StringValue: { } text } => (ValueKind.String, text, (double?)null),
            { UserArnValue: { } arn } => (ValueKind.UserArn, arn, null),
            { DoubleValue: { } number } => (ValueKind.Double, null, number + 0.0),
            { BooleanValue: { } truth } => (ValueKind.Boolean, null, truth ? 1 : 0),
            _ => throw new InvalidOperationException("An empty value is not stored."),
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
