using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Fields;

internal sealed class CreateFieldValidator : AbstractValidator<CreateFieldRequest>
{
    public CreateFieldValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Type).NotNull();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Attributes).OneMember().SetValidator(new FieldAttributesValidator()!);
    }
}

internal sealed class UpdateFieldValidator : AbstractValidator<UpdateFieldRequest>
{
    public UpdateFieldValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Attributes).OneMember().SetValidator(new FieldAttributesValidator()!);
    }
}

internal sealed class FieldAttributesValidator : AbstractValidator<FieldAttributes>
{
    public FieldAttributesValidator() =>
        RuleFor(attributes => attributes.Text).SetValidator(new TextAttributesValidator()!);
}

internal sealed class TextAttributesValidator : AbstractValidator<TextAttributes>
{
    public TextAttributesValidator() => RuleFor(text => text.IsMultiline).NotNull();
}

internal sealed class ListFieldsValidator : AbstractValidator<ListFieldsRequest>
{
    public ListFieldsValidator()
    {
        this.ForPage(FieldService.LargestPage);
    }
}

internal sealed class BatchGetFieldValidator : AbstractValidator<BatchGetFieldRequest>
{
    public BatchGetFieldValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(1, 50);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}

internal sealed class FieldIdentifierValidator : AbstractValidator<FieldIdentifier>
{
    public FieldIdentifierValidator() => RuleFor(field => field.Id).NotNull().Identifier();
}

internal sealed class BatchPutFieldOptionsValidator : AbstractValidator<BatchPutFieldOptionsRequest>
{
    public BatchPutFieldOptionsValidator()
    {
        RuleFor(request => request.Options).NotNull().Size(0, 50);
        RuleForEach(request => request.Options).NotNull().SetValidator(new FieldOptionValidator());
    }
}

internal sealed class FieldOptionValidator : AbstractValidator<FieldOption>
{
    public FieldOptionValidator()
    {
        RuleFor(option => option.Name).NotNull().ResourceName();
        RuleFor(option => option.Value).NotNull().ResourceName();
        RuleFor(option => option.Active).NotNull();
    }
}

internal sealed class ListFieldOptionsValidator : AbstractValidator<ListFieldOptionsRequest>
{
    public ListFieldOptionsValidator()
    {
        this.ForPage(FieldService.LargestPage);
        RuleFor(request => request.Values).Size(0, 1);
        RuleForEach(request => request.Values).MaximumLength(100);
    }
}

internal sealed class FieldValueValidator : AbstractValidator<FieldValue>
{
    public FieldValueValidator()
    {
        RuleFor(field => field.Id).NotNull().Identifier();
        RuleFor(field => field.Value).NotNull().OneMember().SetValidator(new FieldValueUnionValidator()!);
    }
}

internal sealed class FieldValueInputValidator : AbstractValidator<FieldValueInput>
{
    public FieldValueInputValidator()
    {
        RuleFor(field => field.FieldIdentifier).NotNull().OneMember().SetValidator(new FieldIdentifierUnionValidator()!);
        RuleFor(field => field.Value).NotNull().OneMember().SetValidator(new FieldValueUnionValidator()!);
    }
}

internal sealed class FieldIdentifierUnionValidator : AbstractValidator<FieldIdentifierUnion>
{
    public FieldIdentifierUnionValidator()
    {
        RuleFor(field => field.Id).Identifier();
        RuleFor(field => field.Name).ResourceName();
    }
}

internal sealed class FieldValueUnionValidator : AbstractValidator<FieldValueUnion>
{
    public FieldValueUnionValidator()
    {
        RuleFor(value => value.StringValue).MaximumLength(Field.TextLimit);
        RuleFor(value => value.DoubleValue).Finite();
    }
}

internal sealed class FieldFilterValidator : AbstractValidator<FieldFilter>
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
