using FluentValidation;
using FluentValidation.Results;
using ConstraintException = ConnectCases.Protocol.Errors.ConstraintException;
using ValidationException = ConnectCases.Protocol.Errors.ValidationException;

namespace ConnectCases.Protocol.Validation;

/// <summary>Checks the path labels and the request of an operation before its handler runs.</summary>
/// <param name="validator">The validator of the request, or null if the operation has no request.</param>
/// <param name="options">The options of the emulator.</param>
internal sealed class RequestValidation<TRequest>(IValidator<TRequest>? validator, EmulatorOptions options)
{
    /// <exception cref="ValidationException">A label or a member of the request breaks a constraint.</exception>
    public void EnsureValid(RouteValueDictionary labels, TRequest request)
    {
        var failures = PathLabelValidator.Instance.Validate(labels).Errors;
        if (validator is not null)
        {
            failures.AddRange(validator.Validate(request).Errors);
        }

        if (options.ArnForms == ArnFormMode.Any)
        {
            failures.RemoveAll(IsArnForm);
        }

        // The contract has no constraint on the form of an ARN.
        if (failures.Count > 0)
        {
            throw failures.TrueForAll(IsArnForm)
                ? new ValidationException(ConstraintViolations.Describe(failures))
                : new ConstraintException(ConstraintViolations.Describe(failures));
        }
    }

    private static bool IsArnForm(ValidationFailure failure) => failure.ErrorCode == Constraints.ArnFormCode;
}
