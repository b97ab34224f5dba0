using System.Linq.Expressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;
using ConnectCases.Storage;

namespace ConnectCases.Api.Fields.Values;

/// <summary>The operators of field filters.</summary>
internal enum Comparison
{
    EqualTo,
    Contains,
    GreaterThan,
    GreaterThanOrEqualTo,
    LessThan,
    LessThanOrEqualTo,
}

/// <summary>
/// A parsed field filter. The operator fits the field, and the operand has the stored form (behaviour.md 10.1). The methods
/// return conditions on the rows that hold values. A comparison with a missing value is false.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Comparison">The operator.</param>
/// <param name="Value">The operand, or null if the filter matches a field without a value.</param>
/// <param name="TextEquality">How <c>equalTo</c> compares texts.</param>
internal sealed record FieldCondition(Field Field, Comparison Comparison, FieldValueUnion? Value, TextEquality TextEquality)
{
    /// <summary>Whether the condition matches values that contain the operand. The text index finds such values.</summary>
    public bool IsSubstring => Field.Type is FieldType.Text or FieldType.Url
        && (Comparison == Comparison.Contains || TextEquality == TextEquality.Phrase);

    public static string FieldIdOf(FieldFilter filter) => Parts(filter).Operand.Id!;

    /// <param name="filter">The filter.</param>
    /// <param name="fields">The fields in the filters of the request, by id.</param>
    /// <param name="options">The options that select how texts and ARNs are compared.</param>
    /// <exception cref="ValidationException">The operator or the operand does not fit the field.</exception>
    public static FieldCondition Parse(
        FieldFilter filter, IReadOnlyDictionary<string, Field> fields, EmulatorOptions options)
    {
        var (comparison, operand) = Parts(filter);
        var field = fields[operand.Id!];
        EnsureFits(field, comparison);
        var value = field.NormalizeOperand(operand.Value!);
        if (value is { EmptyValue: null, StringValue: not "" })
        {
            var condition = new FieldCondition(field, comparison, value, options.TextEquality);
            if (!condition.IsSubstring)
            {
                field.EnsureArnForm(value, options.ArnForms);
            }

            return condition;
        }

        // Every text contains an empty text. A client probably sends an empty variable.
        return comparison == Comparison.EqualTo
            ? new(field, comparison, Value: null, options.TextEquality)
            : throw new ValidationException(
                Refusal.FilterOperand,
                $"Field {field.Label} can be compared with an empty value only by the operator equalTo. "
                + $"The operator '{NameOf(comparison)}' needs a value.",
                hint: $"Send a value. To find cases without a value, use equalTo with an emptyValue.")
            {
                Member = field.FieldId,
            };
    }

    /// <summary>Returns the condition on an owner of values: a case or a custom related item.</summary>
    public Expression<Func<TOwner, bool>> OnOwner<TOwner, TValue>(Expression<Func<TOwner, IEnumerable<TValue>>> values)
        where TValue : StoredValue => Value is null
            ? Predicates.Not(Predicates.Exists(values, OfField<TValue>()))
            : Predicates.Exists(values, Predicates.All([OfField<TValue>(), OnValue<TValue>()]));

    /// <summary>Returns the condition that a value row belongs to the field.</summary>
    public Expression<Func<TValue, bool>> OfField<TValue>()
        where TValue : StoredValue
    {
        var fieldId = Field.FieldId;
        return value => value.FieldId == fieldId;
    }

    /// <summary>Returns the condition on a value row of the field. Requires that <see cref="Value"/> is not null.</summary>
    public Expression<Func<TValue, bool>> OnValue<TValue>()
        where TValue : StoredValue
    {
        if (Value!.DoubleValue is { } number)
        {
            return OnNumber<TValue>(Comparison, number);
        }

        if (Value.BooleanValue is { } truth)
        {
            return OnNumber<TValue>(Comparison.EqualTo, truth ? 1 : 0);
        }

        var text = Value.StringValue ?? Value.UserArnValue!;
        return Field.Type switch
        {
            FieldType.DateTime => OnInstant<TValue>(text),
            FieldType.SingleSelect or FieldType.User => Exactly<TValue>(text),
            _ => OnText<TValue>(text),
        };
    }

    private static (Comparison Comparison, FieldValue Operand) Parts(FieldFilter filter) => filter switch
    {
        { EqualTo: { } operand } => (Comparison.EqualTo, operand),
        { Contains: { } operand } => (Comparison.Contains, operand),
        { GreaterThan: { } operand } => (Comparison.GreaterThan, operand),
        { GreaterThanOrEqualTo: { } operand } => (Comparison.GreaterThanOrEqualTo, operand),
        { LessThan: { } operand } => (Comparison.LessThan, operand),
        { LessThanOrEqualTo: { } operand } => (Comparison.LessThanOrEqualTo, operand),
        _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
    };

    private static void EnsureFits(Field field, Comparison comparison)
    {
        if (!Fits(field.Type, comparison))
        {
            var supported = Enum.GetValues<Comparison>().Where(other => Fits(field.Type, other)).Select(NameOf);
            throw new ValidationException(
                Refusal.FilterOperator,
                $"Field {field.Label} is of type {field.Type}. This type does not support the operator '{NameOf(comparison)}'.",
                hint: $"Use one of the operators of this type: {supported}.")
            {
                Member = field.FieldId,
                Expected = $"one of the operators: {string.Join(", ", supported)}",
                Actual = NameOf(comparison),
            };
        }
    }

    private static bool Fits(FieldType type, Comparison comparison) => (type, comparison) switch
    {
        (_, Comparison.EqualTo) => true,
        (FieldType.Text or FieldType.Url or FieldType.SingleSelect, Comparison.Contains) => true,
        (FieldType.Number or FieldType.DateTime, not Comparison.Contains) => true,
        _ => false,
    };

    private static string NameOf(Comparison comparison) => MemberPath.FromPropertyPath($"{comparison}");

    private static Expression<Func<TValue, bool>> OnNumber<TValue>(Comparison comparison, double number)
        where TValue : StoredValue => comparison switch
        {
            Comparison.GreaterThan => value => value.Number > number,
            Comparison.GreaterThanOrEqualTo => value => value.Number >= number,
            Comparison.LessThan => value => value.Number < number,
            Comparison.LessThanOrEqualTo => value => value.Number <= number,
            _ => value => value.Number == number,
        };

    // All instants are stored in one format, in which texts sort by time.
    private Expression<Func<TValue, bool>> OnInstant<TValue>(string instant)
        where TValue : StoredValue
    {
        var text = FoldedText.Fold(instant);
        return Comparison switch
        {
            Comparison.GreaterThan => value => string.Compare(value.SortText, text) > 0,
            Comparison.GreaterThanOrEqualTo => value => string.Compare(value.SortText, text) >= 0,
            Comparison.LessThan => value => string.Compare(value.SortText, text) < 0,
            Comparison.LessThanOrEqualTo => value => string.Compare(value.SortText, text) <= 0,
            _ => value => value.SortText == text,
        };
    }

    // The index on SortText finds the rows. The second comparison makes the match exact.
    private static Expression<Func<TValue, bool>> Exactly<TValue>(string text)
        where TValue : StoredValue
    {
        var sortText = FoldedText.ToSortText(FoldedText.Fold(text));
        return value => value.SortText == sortText && value.Text == text;
    }

    private Expression<Func<TValue, bool>> OnText<TValue>(string text)
        where TValue : StoredValue
    {
        var folded = FoldedText.Fold(text);
        if (IsSubstring)
        {
            return value => value.Folded.Contains(folded);
        }

        if (TextEquality == TextEquality.Exact)
        {
            return Exactly<TValue>(text);
        }

        var sortText = FoldedText.ToSortText(folded);
        return folded.Length < FoldedText.SortTextLength
            ? value => value.SortText == sortText
            : value => value.SortText == sortText && value.Folded == folded;
    }
}
