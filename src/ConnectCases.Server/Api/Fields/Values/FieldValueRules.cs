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
        _ => throw WrongMember(field, value),
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
        _ => throw WrongMember(field, operand, isOperand: true),
    };

    /// <exception cref="ValidationException">The value is an ARN that does not have the form of the field.</exception>
    public static void EnsureArnForm(this Field field, FieldValueUnion value, ArnFormMode mode)
    {
        if (mode == ArnFormMode.Checked && (value.UserArnValue ?? value.StringValue) is { } arn
            && FormOf(field) is { } form && !form.Pattern.IsMatch(arn))
        {
            throw InvalidValue(
                field,
                Refusal.ArnForm,
                $"must be {form.Description}. The value is '{arn}'",
                ErrorText.Whole(ArnHint.Of(form, arn)));
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
            throw InvalidValue(
                field,
                Refusal.ValueFormat,
                $"must be an absolute URL such as https://example.com/order/1",
                $"Begin the URL with its scheme, such as {(IsAbsoluteUrl($"https://{text}") ? $"https://{text}" : "https://example.com/order/1")}."),
        { Type: FieldType.DateTime } => new(TimestampConverter.Format8601(field.ParseInstant(text))),
        { Type: FieldType.SingleSelect } => field.ToOption(text),
        _ => new(text),
    };

    private static FieldValueUnion ToReference(this Field field, string text) =>
        Constraints.IsCaseReference(field.ToLimitedText(text, Constraints.CaseReferenceLength).StringValue!)
            ? new(text)
            : throw InvalidValue(
                field,
                Refusal.ValueFormat,
                $"can contain only letters, digits and the characters - . _ / : # = +",
                $"Remove spaces and other characters from '{text}', or replace them by hyphens.");

    private static FieldValueUnion ToLimitedText(this Field field, string text, int limit) => text.Length <= limit
        ? new(text)
        : throw InvalidValue(
            field,
            Refusal.ValueLength,
            $"can have at most {limit} characters. The value has {text.Length}",
            field is { Type: FieldType.Text, IsMultiline: false }
                ? (ErrorText)$"Shorten the text, or make the field multi-line: UpdateField with attributes.text.isMultiline true."
                : $"Shorten the text to {limit} characters.");

    private static bool IsAbsoluteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && text.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset ParseInstant(this Field field, string text) =>
        // Clients can send nine fractional digits. .NET reads seven, so the rest is dropped.
        IsoInstant().Match(text) is { Success: true, Groups: var parts }
        && DateTimeOffset.TryParse(
            $"{parts["time"]}{parts["fraction"]}{parts["zone"]}", CultureInfo.InvariantCulture, out var instant)
            ? instant
            : throw InvalidValue(
                field,
                Refusal.ValueFormat,
                $"must be an ISO 8601 date-time with a zone, such as 2026-03-01T09:30:00.000Z",
                IsoInstant().IsMatch($"{text}Z")
                    ? (ErrorText)$"Add a zone to '{text}', for example '{text}Z' for UTC."
                    : $"Send a date and a time with T between them and a zone at the end. '{text}' does not have this form.");

    private static FieldValueUnion ToOption(this Field field, string value) =>
        field.Options.Find(option => option.Value == value) switch
        {
            { Active: true } => new(value),
            null => throw UnknownOption(field, value),
            _ => throw InvalidValue(
                field,
                Refusal.InactiveOption,
                $"has the option '{value}', but the option is inactive. Inactive options cannot be assigned",
                field.Options.Exists(option => option.Active)
                    ? (ErrorText)$"Activate the option with BatchPutFieldOptions, or send the value of an active option: {field.Options.Where(option => option.Active).Select(option => option.Value)}."
                    : $"Activate the option with BatchPutFieldOptions. The field has no active options."),
        };

    private static FieldValueUnion ToUserArn(this Field field, string arn) =>
        arn.Length <= 500
            ? new(UserArnValue: arn)
            : throw InvalidValue(
                field,
                Refusal.ValueLength,
                $"can have at most 500 characters. The value has {arn.Length}",
                $"Send the ARN of a user: {ArnForm.User.Text}.");

    private static ValidationException InvalidValue(Field field, Refusal rule, ErrorText problem, ErrorText hint) =>
        new(rule, $"Field {field.Label} {problem}.", hint) { Member = field.FieldId };

    private static ValidationException UnknownOption(Field field, string value)
    {
        var (problem, hint) = field.ExplainMissingOption(value, canBeInactive: false);
        return new(Refusal.UnknownOption, ErrorText.Whole(problem), ErrorText.Whole(hint), hintInMessage: true)
        {
            Member = field.FieldId,
            Expected = $"one of the options: {Excerpt.List(field.Options.Where(option => option.Active).Select(option => option.Value))}",
            Actual = value,
        };
    }

    private static ValidationException WrongMember(Field field, FieldValueUnion value, bool isOperand = false)
    {
        var member = MemberOf(field.Type);
        return new(
            Refusal.ValueType,
            $"Field {field.Label} is of type {field.Type} and takes {member} or emptyValue; found: {value.MembersFound}.",
            (field.Type, value.StringValue) switch
            {
                (FieldType.Number, { } text) when IsNumber(text) => $"The value is a number, sent as text: send \"{member}\": {text} without quotes.",
                (FieldType.Boolean, "true" or "false") => $"The value is a boolean, sent as text: send \"{member}\": {value.StringValue} without quotes.",
                (FieldType.User, { } text) => $"Send the ARN as \"{member}\": \"{text}\".",
                _ when isOperand => $"Put the value into {member}.",
                _ => $"Put the value into {member}, or send emptyValue to clear the field.",
            })
        {
            Member = field.FieldId,
            Expected = member,
            Actual = value.MembersFound,
        };
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

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
