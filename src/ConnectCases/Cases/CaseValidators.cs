using ConnectCases.AuditEvents;
using ConnectCases.Fields;
using ConnectCases.Protocol;
using ConnectCases.Tags;
using FluentValidation;

namespace ConnectCases.Cases;

internal sealed class CreateCaseValidator : AbstractValidator<CreateCaseRequest>
{
    public CreateCaseValidator()
    {
        RuleFor(request => request.TemplateId).NotNull().Identifier();
        RuleFor(request => request.Fields).NotNull().Size(0, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldValueValidator());
        RuleFor(request => request.ClientToken).MaximumLength(64);
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
        RuleFor(request => request.Tags).Size(0, MutableTagValidator.MostOnOneResource);
        RuleForEach(request => request.Tags).SetValidator(new MutableTagValidator());
    }
}

internal sealed class GetCaseValidator : AbstractValidator<GetCaseRequest>
{
    public GetCaseValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(1, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
        RuleFor(request => request.NextToken).NextToken();
    }
}

internal sealed class UpdateCaseValidator : AbstractValidator<UpdateCaseRequest>
{
    public UpdateCaseValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(0, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldValueValidator());
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}
