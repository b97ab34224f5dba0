using System.Globalization;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Api.Fields.Values;

/// <summary>Which values a field takes, by its type (behaviour.md 5.1, 5.2).</summary>
internal static partial class FieldValueRules
{
    private const int SummaryLimit = 3_000;
    private const int SingleLineLimit = 500;

    /// <summary>
    /// The value in the form in which it is kept: date-times as UTC instants, an empty string as no value.
    /// </summary>
    /// <exception cref="ValidationException">The value does not fit the field.</exception>
    public static FieldValueUnion Normalize(this Field field, FieldValueUnion value) => (field.Type, value) switch
    {
        (_, { EmptyValue: not null }) => FieldValueUnion.Empty,
        (FieldType.Number, { DoubleValue: not null }) => value,
        (FieldType.Boolean, { BooleanValue: not null }) => value,
        (FieldType.User, { UserArnValue: { } arn }) => field.UserArn(arn),
        (FieldType.Text or FieldType.Url or FieldType.DateTime or FieldType.SingleSelect, { StringValue: { } text }) =>
            text.Length == 0 ? FieldValueUnion.Empty : field.NormalizeText(text),
        _ => throw Refused(field, $"is of type {field.Type} and takes {MemberOf(field.Type)} or emptyValue"),
    };

    /// <summary>
    /// What a filter or a condition compares the field with, in the form in which values are kept: of the right kind, but
    /// free to be a value that the field could not be set to.
    /// </summary>
    /// <exception cref="ValidationException">No value of the field could ever be compared with it.</exception>
    public static FieldValueUnion NormalizeOperand(this Field field, FieldValueUnion operand) => (field.Type, operand) switch
    {
        (_, { EmptyValue: not null }) => FieldValueUnion.Empty,
        (FieldType.Number, { DoubleValue: not null }) => operand,
        (FieldType.Boolean, { BooleanValue: not null }) => operand,
        (FieldType.User, { UserArnValue: not null }) => operand,
        (FieldType.DateTime, { StringValue: { } text }) => new(TimestampConverter.Format8601(field.Instant(text))),
        (FieldType.Text or FieldType.Url or FieldType.SingleSelect, { StringValue: not null }) => operand,
        _ => throw Refused(field, $"is of type {field.Type} and is compared with {MemberOf(field.Type)} or emptyValue"),
    };

    /// <exception cref="ValidationException">It is no full ARN of a customer profile.</exception>
    public static void EnsureProfileArn(this Field field, string text)
    {
        if (!ProfileArn().IsMatch(text))
        {
            throw Refused(
                field, "must be a customer profile ARN: arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN/profiles/PROFILE");
        }
    }

    private static FieldValueUnion NormalizeText(this Field field, string text) => field switch
    {
        { FieldId: SystemFields.CustomerId } => field.Profile(text),
        _ when SystemFields.IsReference(field.FieldId) => field.Reference(text),
        { FieldId: SystemFields.Summary } => field.Limited(text, SummaryLimit),
        { Type: FieldType.Text, IsMultiline: false } => field.Limited(text, SingleLineLimit),
        { Type: FieldType.Url } when !IsAbsoluteUrl(text) =>
            throw Refused(field, "must be an absolute URL such as https://example.com/order/1"),
        { Type: FieldType.DateTime } => new(TimestampConverter.Format8601(field.Instant(text))),
        { Type: FieldType.SingleSelect } => field.Option(text),
        _ => new(text),
    };

    private static FieldValueUnion Profile(this Field field, string text)
    {
        field.EnsureProfileArn(text);
        return new(text);
    }

    private static FieldValueUnion Reference(this Field field, string text) =>
        Constraints.IsCaseReference(field.Limited(text, Constraints.CaseReferenceLength).StringValue!)
            ? new(text)
            : throw Refused(field, "takes letters, digits and - . _ / : # = + alone");

    private static FieldValueUnion Limited(this Field field, string text, int limit) => text.Length <= limit
        ? new(text)
        : throw Refused(field, $"takes at most {limit} characters, the value has {text.Length}");

    private static bool IsAbsoluteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset Instant(this Field field, string text) =>
        // .NET reads seven fractional digits, clients may send nine.
        IsoInstant().Match(text) is { Success: true, Groups: var parts }
        && DateTimeOffset.TryParse(
            $"{parts["time"]}{parts["fraction"]}{parts["zone"]}", CultureInfo.InvariantCulture, out var instant)
            ? instant
            : throw Refused(field, "must be an ISO 8601 date-time with a zone, such as 2026-03-01T09:30:00.000Z");

    private static FieldValueUnion Option(this Field field, string value) =>
        field.Options.Find(option => option.Value == value) switch
        {
            { Active: true } => new(value),
            null => throw Refused(
                field, $"has no option with the value '{value}'; an option is given by its value, not its name"),
            _ => throw Refused(field, $"has the option '{value}', but it is inactive and cannot be assigned"),
        };

    private static FieldValueUnion UserArn(this Field field, string arn) =>
        arn.StartsWith("arn:", StringComparison.Ordinal) && arn.Length <= 500
            ? new(UserArnValue: arn)
            : throw Refused(field, "must be a user ARN of at most 500 characters");

    private static ValidationException Refused(Field field, string what) => new($"Field {field.Label} {what}.");

    private static string MemberOf(FieldType type) => type switch
    {
        FieldType.Number => "doubleValue",
        FieldType.Boolean => "booleanValue",
        FieldType.User => "userArnValue",
        _ => "stringValue",
    };

    [GeneratedRegex(@"\Aarn:[a-z0-9-]+:profile:[a-z0-9-]+:[0-9]{12}:domains/[^/\s]+/profiles/[^/\s]+\z")]
    private static partial Regex ProfileArn();

    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)"
            + @"((?<=:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]{1,7})[0-9]{0,2})?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex IsoInstant();
}
