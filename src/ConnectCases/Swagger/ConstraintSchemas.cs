using System.Globalization;
using ConnectCases.Protocol.Validation;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Adds the constraints of the validators to the schemas in Swagger.</summary>
internal sealed class ConstraintSchemas : ISchemaFilter
{
    private readonly Dictionary<Type, IValidator> validators = typeof(ContractValidator<>).Assembly.GetTypes()
        .Where(type => type is { BaseType.IsGenericType: true } && type.GetConstructor(Type.EmptyTypes) is not null)
        .Where(type => type.BaseType!.GetGenericTypeDefinition() == typeof(ContractValidator<>))
        .ToDictionary(type => type.BaseType!.GetGenericArguments()[0], type => (IValidator)Activator.CreateInstance(type)!);

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema shape)
        {
            return;
        }

        // The API ignores unknown members.
        shape.AdditionalPropertiesAllowed = true;
        if (validators.TryGetValue(context.Type, out var validator))
        {
            Apply(shape, validator);
        }
    }

    /// <summary>Adds the rules of <paramref name="validator"/> to the members of <paramref name="shape"/>.</summary>
    public static void Apply(OpenApiSchema shape, IValidator validator)
    {
        foreach (var rule in validator.CreateDescriptor().Rules.Where(rule => rule.PropertyName is not null))
        {
            var name = MemberPath.FromPropertyPath(rule.PropertyName);
            var member = Find(shape, name);
            var constrained = IsForEach(rule) ? member?.Items : member;
            foreach (var constraint in rule.Components.Select(component => component.Validator))
            {
                if (constraint is INotNullValidator && !IsForEach(rule))
                {
                    (shape.Required ??= new HashSet<string>()).Add(name);
                }
                else if (constrained is OpenApiSchema inline)
                {
                    Apply(inline, constraint);
                }
            }
        }
    }

    // The members of a union are in the alternatives of its schema.
    private static IOpenApiSchema? Find(OpenApiSchema shape, string name) =>
        shape.Properties?.TryGetValue(name, out var member) == true
            ? member
            : shape.OneOf?.SelectMany(alternative => alternative.Properties!).FirstOrDefault(found => found.Key == name).Value;

    private static bool IsForEach(IValidationRule rule) => rule.GetType().GetInterfaces()
        .Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static void Apply(OpenApiSchema schema, IPropertyValidator constraint)
    {
        switch (constraint)
        {
            case ILengthValidator length:
                schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                schema.MaxLength = length.Max > 0 ? length.Max : schema.MaxLength;
                break;
            case IRegularExpressionValidator pattern:
                schema.Pattern = $"^{pattern.Expression[2..^2]}$";
                break;
            case IBetweenValidator range:
                schema.Minimum = Convert.ToString(range.From, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.To, CultureInfo.InvariantCulture);
                break;
            case ISizeValidator size when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                (schema.MinItems, schema.MaxItems) = (size.Min, size.Max);
                break;
            case ISizeValidator size:
                (schema.MinProperties, schema.MaxProperties) = (size.Min, size.Max);
                break;
        }
    }
}
