using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Fields;

internal sealed class CreateFieldValidator : ContractValidator<CreateFieldRequest>
{
    public CreateFieldValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Type).NotNull();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Attributes).OneMember().SetValidator(new FieldAttributesValidator()!);
    }
}

internal sealed class UpdateFieldValidator : ContractValidator<UpdateFieldRequest>
{
    public UpdateFieldValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Attributes).OneMember().SetValidator(new FieldAttributesValidator()!);
    }
}

internal sealed class FieldAttributesValidator : ContractValidator<FieldAttributes>
{
    public FieldAttributesValidator() =>
        RuleFor(attributes => attributes.Text).SetValidator(new TextAttributesValidator()!);
}

internal sealed class TextAttributesValidator : ContractValidator<TextAttributes>
{
    public TextAttributesValidator() => RuleFor(text => text.IsMultiline).NotNull();
}

internal sealed class ListFieldsValidator : ContractValidator<ListFieldsRequest>
{
    public ListFieldsValidator()
    {
        this.ForPage(FieldService.MaxPageSize);
    }
}

internal sealed class BatchGetFieldValidator : ContractValidator<BatchGetFieldRequest>
{
    public BatchGetFieldValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(1, 50);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}

internal sealed class FieldIdentifierValidator : ContractValidator<FieldIdentifier>
{
    public FieldIdentifierValidator() => RuleFor(field => field.Id).NotNull().Identifier();
}

internal sealed class BatchPutFieldOptionsValidator : ContractValidator<BatchPutFieldOptionsRequest>
{
    public BatchPutFieldOptionsValidator()
    {
        RuleFor(request => request.Options).NotNull().Size(0, 50);
        RuleForEach(request => request.Options).NotNull().SetValidator(new FieldOptionValidator());
    }
}

internal sealed class FieldOptionValidator : ContractValidator<FieldOption>
{
    public FieldOptionValidator()
    {
        RuleFor(option => option.Name).NotNull().ResourceName();
        RuleFor(option => option.Value).NotNull().ResourceName();
        RuleFor(option => option.Active).NotNull();
    }
}

internal sealed class ListFieldOptionsValidator : ContractValidator<ListFieldOptionsRequest>
{
    public ListFieldOptionsValidator()
    {
        this.ForPage(FieldService.MaxPageSize);
        RuleFor(request => request.Values).Size(0, 1);
        RuleForEach(request => request.Values).MaximumLength(100);
    }
}

internal sealed class FieldValueValidator : ContractValidator<FieldValue>
{
    public FieldValueValidator()
    {
        RuleFor(field => field.Id).NotNull().Identifier();
        RuleFor(field => field.Value).NotNull().OneMember().SetValidator(new FieldValueUnionValidator()!);
    }
}

internal sealed class FieldValueInputValidator : ContractValidator<FieldValueInput>
{
    public FieldValueInputValidator()
    {
        RuleFor(field => field.FieldIdentifier).NotNull().OneMember().SetValidator(new FieldIdentifierUnionValidator()!);
        RuleFor(field => field.Value).NotNull().OneMember().SetValidator(new FieldValueUnionValidator()!);
    }
}

internal sealed class FieldIdentifierUnionValidator : ContractValidator<FieldIdentifierUnion>
{
    public FieldIdentifierUnionValidator()
    {
        RuleFor(field => field.Id).Identifier();
        RuleFor(field => field.Name).ResourceName();
    }
}

internal sealed class FieldValueUnionValidator : ContractValidator<FieldValueUnion>
{
    public FieldValueUnionValidator()
    {
        RuleFor(value => value.StringValue).MaximumLength(Field.MaxTextLength);
        RuleFor(value => value.DoubleValue).Finite();
    }
}

internal sealed class FieldFilterValidator : ContractValidator<FieldFilter>
{
    public FieldFilterValidator()
    {
        var fieldValue = new FieldValueValidator();
        RuleFor(filter => filter.EqualTo).SetValidator(fieldValue!);
        RuleFor(filter => filter.Contains).SetValidator(fieldValue!);
        RuleFor(filter => filter.GreaterThan).SetValidator(fieldValue!);
        RuleFor(filter => filter.GreaterThanOrEqualTo).SetValidator(fieldValue!);
        RuleFor(filter => filter.LessThan).SetValidator(fieldValue!);
        RuleFor(filter => filter.LessThanOrEqualTo).SetValidator(fieldValue!);
    }
}
