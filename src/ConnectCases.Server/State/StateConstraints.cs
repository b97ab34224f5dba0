using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Protocol.Validation;
using FluentValidation;
using DocumentException = ConnectCases.Protocol.Errors.DocumentException;

namespace ConnectCases.State;

/// <summary>The constraints of lines of a state document. Each failure names the line and the member.</summary>
internal static class StateConstraints
{
    private const int MaxIdLength = 500;
    private const int MaxNameLength = 100;

    private static readonly MutableTagValidator Tags = new();

    public static void EnsureId(int number, string member, string id) => EnsureLength(number, member, id, MaxIdLength);

    public static void EnsureName(int number, string member, string name) => EnsureLength(number, member, name, MaxNameLength);

    /// <summary>Requires that an id or name occurs once.</summary>
    public static void EnsureNew(int number, string member, string value, bool isNew)
    {
        if (!isNew)
        {
            throw new DocumentException($"Line {number}: the {member} '{value}' occurs more than once.");
        }
    }

    /// <summary>Requires that an id refers to an earlier line.</summary>
    public static void EnsureKnown(int number, string kind, string id, bool isKnown)
    {
        if (!isKnown)
        {
            throw new DocumentException($"Line {number}: the {kind} '{id}' does not exist in the domain.");
        }
    }

    public static void EnsureTags(int number, string member, StoredJson<IReadOnlyDictionary<string, string>> stored)
    {
        var tags = StateReader.ReadStored(number, member, stored, ProtocolJson.Wire.IReadOnlyDictionaryStringString);
        foreach (var tag in tags)
        {
            EnsureValid(number, member, Tags, KeyValuePair.Create(tag.Key, (string?)tag.Value));
        }

        if (tags.Count > TagSet.MaxTags)
        {
            throw new DocumentException($"Line {number}: '{member}' must have at most {TagSet.MaxTags} tags, it has {tags.Count}.");
        }
    }

    /// <summary>Requires an id and a value with one member, which is a finite number if it is a number. Returns both.</summary>
    public static (string Id, FieldValueUnion Value) EnsureValue(int number, FieldValue? field) =>
        field is { Id: { } id, Value: { HasOneMember: true } value } && double.IsFinite(value.DoubleValue ?? 0)
            ? (id, value)
            : throw new DocumentException($"Line {number}: each value must have the id of its field and exactly one member. A number must be finite.");

    /// <summary>Requires the constraints that a request of the API has.</summary>
    public static void EnsureValid<TRequest>(int number, string kind, IValidator<TRequest> validator, TRequest request)
    {
        var failures = validator.Validate(request).Errors;
        if (failures.Count > 0)
        {
            throw new DocumentException($"Line {number}: {kind}: {ConstraintViolations.Describe(failures)}.");
        }
    }

    private static void EnsureLength(int number, string member, string text, int max)
    {
        if (text.Length is 0 || text.Length > max)
        {
            throw new DocumentException($"Line {number}: '{member}' must have 1 to {max} characters, it has {text.Length}.");
        }
    }
}
