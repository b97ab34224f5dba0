using System.Linq.Expressions;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.Fields;

/// <summary>
/// Translates field filters to conditions on the rows that hold values: which operator fits which type, and what it means
/// there (behaviour.md 10.1). A comparison with a value that is missing is false.
/// </summary>
internal sealed class FieldFilters(IReadOnlyDictionary<string, Field> fields, TextEquality textEquality)
{
    /// <summary>Translates the filters that are given here, deleted fields included.</summary>
    /// <exception cref="ValidationException">A field does not exist.</exception>
    public static FieldFilters Of(
        CasesDbContext db, Domain domain, IEnumerable<FieldFilter> filters, TextEquality textEquality) =>
        new(FieldReferences.Find(db, domain, "The filter", filters.Select(FieldOf)), textEquality);

    /// <exception cref="ValidationException">The operator or the operand does not fit the field.</exception>
    public Expression<Func<TOwner, bool>> ToCondition<TOwner, TValue>(
        FieldFilter filter, Expression<Func<TOwner, IEnumerable<TValue>>> values)
        where TValue : StoredValue
    {
        var (comparison, field, value) = Read(filter);
        return value is null
            ? Predicates.Not(Some(values, OfField<TValue>(field)))
            : Some(values, Predicates.All([OfField<TValue>(field), Compared<TValue>(field, comparison, value)]));
    }

    /// <summary>The rows that meet all of the filters, which are of one field, as an index finds them; null where none does.</summary>
    public IQueryable<CaseValue>? Rows(CasesDbContext db, Domain domain, IEnumerable<FieldFilter> filters)
    {
        IQueryable<CaseValue>? rows = null;
        foreach (var (comparison, field, value) in filters.Select(Read).Where(part => part.Value is not null))
        {
            rows ??= (IsSubstring(field, comparison) ? db.ValuesContaining(StoredValue.Fold(value!.StringValue!)) : db.CaseValues)
                ?.Where(row => row.DomainKey == domain.Key).Where(OfField<CaseValue>(field));
            rows = rows?.Where(Compared<CaseValue>(field, comparison, value!));
        }

        return rows;
    }

    /// <summary>Whether the filter is met by a value, and not by there being none.</summary>
    public bool AsksForValue(FieldFilter filter) => Read(filter).Value is not null;

    public static string FieldOf(FieldFilter filter) => Parts(filter).Operand.Id!;

    /// <summary>What the filter asks of the value itself, if it is one of this field and asks for there being one.</summary>
    public Expression<Func<CaseValue, bool>>? OnValueOf(Field ofField, FieldFilter filter)
    {
        var (comparison, field, value) = Read(filter);
        return value is null || field.FieldId != ofField.FieldId ? null : Compared<CaseValue>(field, comparison, value);
    }

    /// <summary>Takes the filter apart; the value is null where it asks for the field to have none.</summary>
    private (Comparison Comparison, Field Field, FieldValueUnion? Value) Read(FieldFilter filter)
    {
        var (comparison, operand) = Parts(filter);
        var field = fields[operand.Id!];
        EnsureFits(field, comparison);
        var value = field.NormalizeOperand(operand.Value!);
        if (value.EmptyValue is null && (comparison != Comparison.EqualTo || value.StringValue is not ""))
        {
            return (comparison, field, value);
        }

        return comparison == Comparison.EqualTo
            ? (comparison, field, null)
            : throw new ValidationException($"Field {field.Label} is compared with emptyValue by equalTo only.");
    }

    private bool IsSubstring(Field field, Comparison comparison) => field.Type is FieldType.Text or FieldType.Url
        && (comparison == Comparison.Contains || textEquality == TextEquality.Phrase);

    private static (Comparison Comparison, FieldValue Operand) Parts(FieldFilter filter) => filter switch
    {
        { EqualTo: { } operand } => (Comparison.EqualTo, operand),
        { Contains: { } operand } => (Comparison.Contains, operand),
        { GreaterThan: { } operand } => (Comparison.GreaterThan, operand),
        { GreaterThanOrEqualTo: { } operand } => (Comparison.GreaterThanOrEqualTo, operand),
        { LessThan: { } operand } => (Comparison.LessThan, operand),
        { LessThanOrEqualTo: { } operand } => (Comparison.LessThanOrEqualTo, operand),
        _ => throw new InvalidOperationException("A union always has one member set."),
    };

    private static void EnsureFits(Field field, Comparison comparison)
    {
        var fits = (field.Type, comparison) switch
        {
            (_, Comparison.EqualTo) => true,
            (FieldType.Text or FieldType.Url or FieldType.SingleSelect, Comparison.Contains) => true,
            (FieldType.Number or FieldType.DateTime, not Comparison.Contains) => true,
            _ => false,
        };
        if (!fits)
        {
            throw new ValidationException(
                $"Field {field.Label} is of type {field.Type}, which {MemberPath.FromPropertyPath($"{comparison}")} does not compare.");
        }
    }

    private static Expression<Func<TValue, bool>> OfField<TValue>(Field field)
        where TValue : StoredValue
    {
        var fieldId = field.FieldId;
        return value => value.FieldId == fieldId;
    }

    private static Expression<Func<TOwner, bool>> Some<TOwner, TValue>(
        Expression<Func<TOwner, IEnumerable<TValue>>> values, Expression<Func<TValue, bool>> condition) =>
        Expression.Lambda<Func<TOwner, bool>>(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(TValue)], values.Body, condition),
            values.Parameters);

    private Expression<Func<TValue, bool>> Compared<TValue>(Field field, Comparison comparison, FieldValueUnion value)
        where TValue : StoredValue
    {
        if (value.DoubleValue is { } number)
        {
            return ComparedNumber<TValue>(comparison, number);
        }

        if (value.BooleanValue is { } truth)
        {
            return ComparedNumber<TValue>(Comparison.EqualTo, truth ? 1 : 0);
        }

        var text = value.StringValue ?? value.UserArnValue!;
        return field.Type switch
        {
            FieldType.DateTime => ComparedInstant<TValue>(comparison, text),
            FieldType.SingleSelect or FieldType.User => Exactly<TValue>(text),
            _ => ComparedText<TValue>(field, comparison, text),
        };
    }

    private static Expression<Func<TValue, bool>> ComparedNumber<TValue>(Comparison comparison, double number)
        where TValue : StoredValue => comparison switch
        {
            Comparison.GreaterThan => value => value.Number > number,
            Comparison.GreaterThanOrEqualTo => value => value.Number >= number,
            Comparison.LessThan => value => value.Number < number,
            Comparison.LessThanOrEqualTo => value => value.Number <= number,
            _ => value => value.Number == number,
        };

    // All instants are kept in one form, in which the order of texts is that of time.
    private static Expression<Func<TValue, bool>> ComparedInstant<TValue>(Comparison comparison, string instant)
        where TValue : StoredValue
    {
        var text = StoredValue.Fold(instant);
        return comparison switch
        {
            Comparison.GreaterThan => value => string.Compare(value.SortText, text) > 0,
            Comparison.GreaterThanOrEqualTo => value => string.Compare(value.SortText, text) >= 0,
            Comparison.LessThan => value => string.Compare(value.SortText, text) < 0,
            Comparison.LessThanOrEqualTo => value => string.Compare(value.SortText, text) <= 0,
            _ => value => value.SortText == text,
        };
    }

    // The beginning of the text finds it in the index.
    private static Expression<Func<TValue, bool>> Exactly<TValue>(string text)
        where TValue : StoredValue
    {
        var sortText = StoredValue.ToSortText(StoredValue.Fold(text));
        return value => value.SortText == sortText && value.Text == text;
    }

    private Expression<Func<TValue, bool>> ComparedText<TValue>(Field field, Comparison comparison, string text)
        where TValue : StoredValue
    {
        var folded = StoredValue.Fold(text);
        if (IsSubstring(field, comparison))
        {
            return value => value.Folded.Contains(folded);
        }

        if (field.FieldId == SystemFields.CustomerId)
        {
            field.EnsureProfileArn(text);
        }

        var sortText = StoredValue.ToSortText(folded);
        return folded.Length < StoredValue.SortTextLength
            ? value => value.SortText == sortText
            : value => value.SortText == sortText && value.Folded == folded;
    }

    private enum Comparison
    {
        EqualTo,
        Contains,
        GreaterThan,
        GreaterThanOrEqualTo,
        LessThan,
        LessThanOrEqualTo,
    }
}
