using FluentValidation;
using FluentValidation.Results;
using Microsoft.Extensions.Options;
using ConstraintException = ConnectCases.Protocol.Errors.ConstraintException;
using ValidationException = ConnectCases.Protocol.Errors.ValidationException;

namespace ConnectCases.Protocol.Validation;

/// <summary>Runs the validators of an operation's path labels and request before its handler.</summary>
internal static class ValidationFilter
{
    public static TBuilder WithValidation<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var services = factory.ApplicationServices;
            var arnForms = services.GetRequiredService<IOptions<EmulatorOptions>>().Value.ArnForms;
            var arguments = factory.MethodInfo.GetParameters()
                .Select(parameter => (parameter.Position, Type: typeof(IValidator<>).MakeGenericType(parameter.ParameterType)))
                .Select(argument => (argument.Position, Validator: (IValidator?)services.GetService(argument.Type)))
                .Where(argument => argument.Validator is not null)
                .ToArray();

            return invocation =>
            {
                var failures = GetFailures(invocation, arguments);
                if (arnForms == ArnFormMode.Any)
                {
                    failures.RemoveAll(IsArnForm);
                }

                // The contract has no constraint on the form of an ARN.
                return failures.Count == 0 ? next(invocation)
                    : failures.TrueForAll(IsArnForm) ? throw new ValidationException(ConstraintViolations.Describe(failures))
                    : throw new ConstraintException(ConstraintViolations.Describe(failures));
            };
        });

    private static bool IsArnForm(ValidationFailure failure) => failure.ErrorCode == Constraints.ArnFormCode;

    private static List<ValidationFailure> GetFailures(
        EndpointFilterInvocationContext invocation, (int Position, IValidator? Validator)[] arguments)
    {
        var failures = PathLabelValidator.Instance.Validate(invocation.HttpContext.Request.RouteValues).Errors;
        foreach (var (position, validator) in arguments)
        {
            var request = new ValidationContext<object>(invocation.Arguments[position]!);
            failures.AddRange(validator!.Validate(request).Errors);
        }

        return failures;
    }
}
