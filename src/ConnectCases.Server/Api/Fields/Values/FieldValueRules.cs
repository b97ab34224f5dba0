using System.Globalization;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Api.Fields.Values;

/// <summary>Validates the values of a field according to its type (behaviour.md 5.1, 5.2).</summary>
internal static partial class FieldValueRules
{
    private const int SummaryLimit = 3_000;
    private const int SingleLineLimit = 500;

    /// <summary>
    /// Returns the value in its stored form. Date-times become UTC instants. An empty string becomes an empty value.
    /// </summary>
    /// <exception cref="ValidationException">The value does not fit the field.</exception>
    public static FieldValueUnion Normalize(this Field field, FieldValueUnion value, ArnFormMode arnForms)
    {
        var normalized = field.Normalize(value);
        field.EnsureArnForm(normalized, arnForms);
        return normalized;
    }

    private static FieldValueUnion Normalize(this Field field, FieldValueUnion value) => (field.Type, value) switch
    {
        (_, { EmptyValue: not null }) => FieldValueUnion.Empty,
        (FieldType.Number, { DoubleValue: not null }) => value,
        (FieldType.Boolean, { BooleanValue: not null }) => value,
        (FieldType.User, { UserArnValue: { } arn }) => field.ToUserArn(arn),
        (FieldType.Text or FieldType.Url or FieldType.DateTime or FieldType.SingleSelect, { StringValue: { } text }) =>
            text.Length == 0 ? FieldValueUnion.Empty : field.NormalizeText(text),
        _ => throw InvalidValue(field, WrongMember(field, value)),
    };

    /// <summary>
    /// Returns the operand of a filter or of a rule condition in the stored form of values. The operand must have the type of the
    /// field. The operand can be a value that the field does not accept, such as an inactive option.
    /// </summary>
    /// <exception cref="ValidationException">The operand does not have the type of the field.</exception>
    public static FieldValueUnion NormalizeOperand(this Field field, FieldValueUnion operand) => (field.Type, operand) switch
    {
        (_, { EmptyValue: not null }) => FieldValueUnion.Empty,
        (FieldType.Number, { DoubleValue: not null }) => operand,
        (FieldType.Boolean, { BooleanValue: not null }) => operand,
        (FieldType.User, { UserArnValue: not null }) => operand,
        (FieldType.DateTime, { StringValue: { } text }) => new(TimestampConverter.Format8601(field.ParseInstant(text))),
        (FieldType.Text or FieldType.Url or FieldType.SingleSelect, { StringValue: not null }) => operand,
        _ => throw InvalidValue(field, WrongMember(field, operand)),
    };

    /// <exception cref="ValidationException">The value is an ARN that does not have the form of the field.</exception>
    public static void EnsureArnForm(this Field field, FieldValueUnion value, ArnFormMode mode)
    {
        if (mode == ArnFormMode.Checked && (value.UserArnValue ?? value.StringValue) is { } arn
            && FormOf(field) is { } form && !form.Pattern.IsMatch(arn))
        {
            throw InvalidValue(field, $"must be {form.Description}. The value is '{arn}'");
        }
    }

    private static ArnForm? FormOf(Field field) => field switch
    {
        { FieldId: SystemFields.CustomerId } => ArnForm.Profile,
        { FieldId: SystemFields.AssignedQueue } => ArnForm.Queue,
        { FieldId: SystemFields.AssignedUser } or { Type: FieldType.User } => ArnForm.User,
        _ => null,
    };

    private static FieldValueUnion NormalizeText(this Field field, string text) => field switch
    {
        _ when SystemFields.IsReference(field.FieldId) => field.ToReference(text),
        { FieldId: SystemFields.Summary } => field.ToLimitedText(text, SummaryLimit),
        { Type: FieldType.Text, IsMultiline: false } => field.ToLimitedText(text, SingleLineLimit),
        { Type: FieldType.Url } when !IsAbsoluteUrl(text) =>
            throw InvalidValue(field, $"must be an absolute URL such as https://example.com/order/1"),
        { Type: FieldType.DateTime } => new(TimestampConverter.Format8601(field.ParseInstant(text))),
        { Type: FieldType.SingleSelect } => field.ToOption(text),
        _ => new(text),
    };

    private static FieldValueUnion ToReference(this Field field, string text) =>
        Constraints.IsCaseReference(field.ToLimitedText(text, Constraints.CaseReferenceLength).StringValue!)
            ? new(text)
            : throw InvalidValue(field, $"can contain only letters, digits and the characters - . _ / : # = +");

    private static FieldValueUnion ToLimitedText(this Field field, string text, int limit) => text.Length <= limit
        ? new(text)
        : throw InvalidValue(field, $"can have at most {limit} characters. The value has {text.Length}");

    private static bool IsAbsoluteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && text.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset ParseInstant(this Field field, string text) =>
        // Clients can send nine fractional digits. .NET reads seven, so the rest is dropped.
        IsoInstant().Match(text) is { Success: true, Groups: var parts }
        && DateTimeOffset.TryParse(
            $"{parts["time"]}{parts["fraction"]}{parts["zone"]}", CultureInfo.InvariantCulture, out var instant)
            ? instant
            : throw InvalidValue(field, $"must be an ISO 8601 date-time with a zone, such as 2026-03-01T09:30:00.000Z");

    private static FieldValueUnion ToOption(this Field field, string value) =>
        field.Options.Find(option => option.Value == value) switch
        {
            { Active: true } => new(value),
            null => throw new ValidationException(ErrorText.Whole($"{field.DescribeMissingOption(value, canBeInactive: false)}.")),
            _ => throw InvalidValue(
                field, $"has the option '{value}', but the option is inactive. Inactive options cannot be assigned"),
        };

    private static FieldValueUnion ToUserArn(this Field field, string arn) =>
        arn.Length <= 500 ? new(UserArnValue: arn) : throw InvalidValue(field, $"can have at most 500 characters. The value has {arn.Length}");

    private static ValidationException InvalidValue(Field field, ErrorText problem) =>
        new($"Field {field.Label} {problem}.");

    private static ErrorText WrongMember(Field field, FieldValueUnion value) =>
        $"is of type {field.Type} and takes {MemberOf(field.Type)} or emptyValue; found: {value.MembersFound}";

    private static string MemberOf(FieldType type) => type switch
    {
        FieldType.Number => "doubleValue",
        FieldType.Boolean => "booleanValue",
        FieldType.User => "userArnValue",
        _ => "stringValue",
    };

    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)"
            + @"((?<=:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]{1,7})[0-9]{0,2})?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex IsoInstant();
}
