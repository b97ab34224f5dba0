using ConnectCases.AuditEvents;
using ConnectCases.Fields;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.RelatedItems;

internal sealed class CreateRelatedItemValidator : AbstractValidator<CreateRelatedItemRequest>
{
    public CreateRelatedItemValidator()
    {
        RuleFor(request => request.Type).NotNull();
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new RelatedItemInputContentValidator()!);
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}

internal sealed class RelatedItemInputContentValidator : AbstractValidator<RelatedItemInputContent>
{
    public RelatedItemInputContentValidator()
    {
        RuleFor(content => content.Contact!.ContactArn).NotNull().Identifier()
            .When(content => content.Contact is not null);
        RuleFor(content => content.Comment).SetValidator(new CommentContentValidator()!);
        RuleFor(content => content.File!.FileArn).NotNull().Identifier().When(content => content.File is not null);
        RuleFor(content => content.Sla).OneMember();
        RuleFor(content => content.Sla!.SlaInputConfiguration).SetValidator(new SlaInputConfigurationValidator()!)
            .When(content => content.Sla is not null);
        RuleFor(content => content.ConnectCase!.CaseId).NotNull().CaseIdentifier()
            .When(content => content.ConnectCase is not null);
        RuleFor(content => content.Custom).SetValidator(new CustomInputContentValidator()!);
    }
}

internal sealed class CommentContentValidator : AbstractValidator<CommentContent>
{
    public CommentContentValidator()
    {
        RuleFor(comment => comment.Body).NotNull().TextLength(1, 15_000);
        RuleFor(comment => comment.ContentType).NotNull();
    }
}

internal sealed class SlaInputConfigurationValidator : AbstractValidator<SlaInputConfiguration>
{
    public SlaInputConfigurationValidator()
    {
        RuleFor(sla => sla.Name).NotNull().SlaName();
        RuleFor(sla => sla.Type).NotNull();
        RuleFor(sla => sla.FieldId).Identifier();
        RuleFor(sla => sla.TargetFieldValues).Size(1, 1);
        RuleForEach(sla => sla.TargetFieldValues).NotNull().OneMember().SetValidator(new FieldValueUnionValidator());
        RuleFor(sla => sla.TargetSlaMinutes).NotNull().InclusiveBetween(1, 1_051_200);
    }
}

internal sealed class CustomInputContentValidator : AbstractValidator<CustomInputContent>
{
    public CustomInputContentValidator()
    {
        RuleFor(custom => custom.Fields).NotNull().Size(1, 50);
        RuleForEach(custom => custom.Fields).NotNull().SetValidator(new FieldValueValidator());
    }
}

internal sealed class SearchRelatedItemsValidator : AbstractValidator<SearchRelatedItemsRequest>
{
    public SearchRelatedItemsValidator()
    {
        RuleFor(request => request.MaxResults).MaxResults(RelatedItemService.LargestPage);
        RuleFor(request => request.NextToken).NextToken();
        RuleFor(request => request.Filters).Size(0, 10);
        RuleForEach(request => request.Filters).NotNull().OneMember().SetValidator(new RelatedItemTypeFilterValidator());
    }
}

internal sealed class RelatedItemTypeFilterValidator : AbstractValidator<RelatedItemTypeFilter>
{
    public RelatedItemTypeFilterValidator()
    {
        RuleFor(filter => filter.Contact).SetValidator(new ContactFilterValidator()!);
        RuleFor(filter => filter.File!.FileArn).Identifier().When(filter => filter.File is not null);
        RuleFor(filter => filter.Sla!.Name).SlaName().When(filter => filter.Sla is not null);
        RuleFor(filter => filter.ConnectCase!.CaseId).CaseIdentifier().When(filter => filter.ConnectCase is not null);
        RuleFor(filter => filter.Custom!.Fields).OneMember().SetValidator(new CustomFieldsFilterValidator()!)
            .When(filter => filter.Custom is not null);
    }
}

internal sealed class ContactFilterValidator : AbstractValidator<ContactFilter>
{
    public ContactFilterValidator()
    {
        RuleFor(filter => filter.Channel).Size(0, 3);
        RuleForEach(filter => filter.Channel).NotNull().TextLength(1, 100);
        RuleFor(filter => filter.ContactArn).Identifier();
    }
}

internal sealed class CustomFieldsFilterValidator : AbstractValidator<CustomFieldsFilter>
{
    public CustomFieldsFilterValidator()
    {
        RuleFor(filter => filter.Field).OneMember().SetValidator(new FieldFilterValidator()!);
        RuleFor(filter => filter.Not).OneMember().SetValidator(this!);
        RuleFor(filter => filter.AndAll).Size(0, 10);
        RuleForEach(filter => filter.AndAll).NotNull().OneMember().SetValidator(this);
        RuleFor(filter => filter.OrAll).Size(0, 10);
        RuleForEach(filter => filter.OrAll).NotNull().OneMember().SetValidator(this);
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

internal static class SlaConstraints
{
    public static IRuleBuilderOptions<T, string?> SlaName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 500).NotEndingInWhiteSpace();
}
