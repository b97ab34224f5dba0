using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Reads the values of fields. The type of the field decides how a value is read.</summary>
internal static class SeedFieldValues
{
    /// <exception cref="DocumentException">The value does not have the type of the field.</exception>
    public static FieldValueUnion ToValue(this Field field, SeedNode value) => field.Type switch
    {
        _ when value.IsNull => FieldValueUnion.Empty,
        FieldType.Number => new(DoubleValue: value.ToNumber()),
        FieldType.Boolean => new(BooleanValue: value.ToFlag()),
        FieldType.User => new(UserArnValue: value.ToText().Value),
        _ => new(value.ToText().Value),
    };

    /// <summary>Returns the values of a request. Checks each value, so that the error has the place of the value.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="values">The values of the seed.</param>
    /// <param name="stored">The present values. A present value is valid, even if its option is inactive.</param>
    public static IReadOnlyList<FieldValue> ToValues(
        this SeededDomain domain, IReadOnlyList<SeedValue> values, IReadOnlyDictionary<string, FieldValueUnion> stored)
    {
        List<FieldValue> read = [];
        foreach (var (name, node) in values)
        {
            var field = domain.Field(name);
            if (read.Exists(value => value.Id == field.FieldId))
            {
                throw node.Error($"The field {field.Label} occurs twice.");
            }

            var value = field.ToValue(node);
            var accepted = stored.GetValueOrDefault(field.FieldId) == value
                ? value
                : SeedRun.At(node, () => field.Normalize(value, domain.Run.Settings.Options.ArnForms));
            read.Add(new(field.FieldId, accepted));
        }

        return read;
    }
}
