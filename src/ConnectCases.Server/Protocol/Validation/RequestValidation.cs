using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using FluentValidation;

namespace ConnectCases.Protocol.Validation;

/// <summary>Checks the path labels and the request of an operation before its handler runs.</summary>
/// <param name="validator">The validator of the request, or null if the operation has no request.</param>
/// <param name="options">The options of the emulator.</param>
internal sealed class RequestValidation<TRequest>(IValidator<TRequest>? validator, EmulatorOptions options)
{
    /// <param name="operation">The name of the operation.</param>
    /// <param name="labels">The labels of the path.</param>
    /// <param name="request">The request.</param>
    /// <param name="unknown">The members of the body that the operation does not have.</param>
    /// <exception cref="ServiceException">A label or a member of the request breaks a constraint.</exception>
    public void EnsureValid(string operation, RouteValueDictionary labels, TRequest request, IReadOnlyList<UnknownMember> unknown)
    {
        var failures = PathLabelValidator.Instance.Validate(labels).Errors;
        if (validator is not null)
        {
            failures.AddRange(validator.Validate(request).Errors);
        }

        if (options.ArnForms == ArnFormMode.Any)
        {
            failures.RemoveAll(ConstraintViolations.IsArnForm);
        }

        if (failures.Count > 0)
        {
            throw ConstraintViolations.ToError(operation, failures, unknown);
        }
    }
}
