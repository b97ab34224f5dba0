using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.RelatedItems;

internal sealed class CreateRelatedItemValidator : ContractValidator<CreateRelatedItemRequest>
{
    public CreateRelatedItemValidator()
    {
        RuleFor(request => request.Type).NotNull();
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new RelatedItemInputContentValidator()!);
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}

internal sealed class BatchCreateRelatedItemValidator : ContractValidator<BatchCreateRelatedItemRequest>
{
    public BatchCreateRelatedItemValidator()
    {
        RuleFor(request => request.DomainId).NotNull().Identifier();
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new RelatedItemInputContentValidator()!);
        RuleFor(request => request.Cases).NotNull();
        RuleForEach(request => request.Cases).NotNull().SetValidator(new BatchCreateRelatedItemIdentifierValidator());
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}

internal sealed class BatchCreateRelatedItemIdentifierValidator : ContractValidator<BatchCreateRelatedItemIdentifier>
{
    public BatchCreateRelatedItemIdentifierValidator() =>
        RuleFor(@case => @case.CaseIdentifier).NotNull().OneMember().SetValidator(new CaseIdentifierUnionValidator()!);
}

internal sealed class RelatedItemInputContentValidator : ContractValidator<RelatedItemInputContent>
{
    public RelatedItemInputContentValidator()
    {
        RuleFor(content => content.Contact).SetValidator(new ContactValidator()!);
        RuleFor(content => content.Comment).SetValidator(new CommentContentValidator()!);
        RuleFor(content => content.File).SetValidator(new FileContentValidator()!);
        RuleFor(content => content.Sla).OneMember().SetValidator(new SlaInputContentValidator()!);
        RuleFor(content => content.ConnectCase).SetValidator(new ConnectCaseInputContentValidator()!);
        RuleFor(content => content.Custom).SetValidator(new CustomInputContentValidator()!);
    }
}

internal sealed class ContactValidator : ContractValidator<Contact>
{
    public ContactValidator() => RuleFor(contact => contact.ContactArn).NotNull().Arn(ArnForm.Contact);
}

internal sealed class CommentContentValidator : ContractValidator<CommentContent>
{
    public CommentContentValidator()
    {
        RuleFor(comment => comment.Body).NotNull().CommentBody();
        RuleFor(comment => comment.ContentType).NotNull();
    }
}

internal sealed class FileContentValidator : ContractValidator<FileContent>
{
    public FileContentValidator() => RuleFor(file => file.FileArn).NotNull().Arn(ArnForm.File);
}

internal sealed class SlaInputContentValidator : ContractValidator<SlaInputContent>
{
    public SlaInputContentValidator() =>
        RuleFor(sla => sla.SlaInputConfiguration).SetValidator(new SlaInputConfigurationValidator()!);
}

internal sealed class SlaInputConfigurationValidator : ContractValidator<SlaInputConfiguration>
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

internal sealed class ConnectCaseInputContentValidator : ContractValidator<ConnectCaseInputContent>
{
    public ConnectCaseInputContentValidator() => RuleFor(connectCase => connectCase.CaseId).NotNull().CaseIdentifier();
}

internal sealed class CustomInputContentValidator : ContractValidator<CustomInputContent>
{
    public CustomInputContentValidator()
    {
        RuleFor(custom => custom.Fields).NotNull().Size(1, 50);
        RuleForEach(custom => custom.Fields).NotNull().SetValidator(new FieldValueValidator());
    }
}

internal sealed class SearchRelatedItemsValidator : ContractValidator<SearchRelatedItemsRequest>
{
    public SearchRelatedItemsValidator() => this.ForItemSearch();
}

internal static class ItemSearchConstraints
{
    /// <summary>Adds the constraints of SearchRelatedItems.</summary>
    public static void ForItemSearch<T>(this ContractValidator<T> validator)
        where T : IItemSearchRequest
    {
        validator.ForPage(RelatedItemSearch.MaxPageSize);
        validator.RuleFor(request => request.Filters).Size(0, 10);
        validator.RuleForEach(request => request.Filters).NotNull().OneMember().SetValidator(new RelatedItemTypeFilterValidator());
    }
}

internal sealed class SearchAllRelatedItemsValidator : ContractValidator<SearchAllRelatedItemsRequest>
{
    public SearchAllRelatedItemsValidator()
    {
        this.ForPage(RelatedItemSearch.MaxPageSize);
        RuleFor(request => request.Filters).Size(0, 10);
        RuleForEach(request => request.Filters).NotNull().OneMember().SetValidator(new RelatedItemTypeFilterValidator());
        RuleFor(request => request.Sorts).Size(0, 2);
        RuleForEach(request => request.Sorts).NotNull().SetValidator(new SearchAllRelatedItemsSortValidator());
    }
}

internal sealed class SearchAllRelatedItemsSortValidator : ContractValidator<SearchAllRelatedItemsSort>
{
    public SearchAllRelatedItemsSortValidator()
    {
        RuleFor(sort => sort.SortProperty).NotNull();
        RuleFor(sort => sort.SortOrder).NotNull();
    }
}

internal sealed class UpdateRelatedItemValidator : ContractValidator<UpdateRelatedItemRequest>
{
    public UpdateRelatedItemValidator()
    {
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new RelatedItemUpdateContentValidator()!);
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}

internal sealed class RelatedItemUpdateContentValidator : ContractValidator<RelatedItemUpdateContent>
{
    public RelatedItemUpdateContentValidator()
    {
        RuleFor(content => content.Comment).SetValidator(new CommentUpdateContentValidator()!);
        RuleFor(content => content.Custom).SetValidator(new CustomUpdateContentValidator()!);
    }
}

internal sealed class CommentUpdateContentValidator : ContractValidator<CommentUpdateContent>
{
    public CommentUpdateContentValidator()
    {
        RuleFor(comment => comment.Body).NotNull().CommentBody();
        RuleFor(comment => comment.ContentType).NotNull();
    }
}

internal sealed class CustomUpdateContentValidator : ContractValidator<CustomUpdateContent>
{
    public CustomUpdateContentValidator()
    {
        RuleFor(custom => custom.Fields).NotNull().Size(1, 50);
        RuleForEach(custom => custom.Fields).NotNull().SetValidator(new FieldValueValidator());
    }
}

internal sealed class RelatedItemTypeFilterValidator : ContractValidator<RelatedItemTypeFilter>
{
    public RelatedItemTypeFilterValidator()
    {
        RuleFor(filter => filter.Contact).SetValidator(new ContactFilterValidator()!);
        RuleFor(filter => filter.File).SetValidator(new FileFilterValidator()!);
        RuleFor(filter => filter.Sla).SetValidator(new SlaFilterValidator()!);
        RuleFor(filter => filter.ConnectCase).SetValidator(new ConnectCaseFilterValidator()!);
        RuleFor(filter => filter.Custom).SetValidator(new CustomFilterValidator()!);
    }
}

internal sealed class ContactFilterValidator : ContractValidator<ContactFilter>
{
    public ContactFilterValidator()
    {
        RuleFor(filter => filter.Channel).Size(0, 3);
        RuleForEach(filter => filter.Channel).NotNull().TextLength(1, 100);
        RuleFor(filter => filter.ContactArn).Arn(ArnForm.Contact);
    }
}

internal sealed class FileFilterValidator : ContractValidator<FileFilter>
{
    public FileFilterValidator() => RuleFor(filter => filter.FileArn).Arn(ArnForm.File);
}

internal sealed class SlaFilterValidator : ContractValidator<SlaFilter>
{
    public SlaFilterValidator() => RuleFor(filter => filter.Name).SlaName();
}

internal sealed class ConnectCaseFilterValidator : ContractValidator<ConnectCaseFilter>
{
    public ConnectCaseFilterValidator() => RuleFor(filter => filter.CaseId).CaseIdentifier();
}

internal sealed class CustomFilterValidator : ContractValidator<CustomFilter>
{
    public CustomFilterValidator() =>
        RuleFor(filter => filter.Fields).OneMember().SetValidator(new CustomFieldsFilterValidator()!);
}

internal sealed class CustomFieldsFilterValidator : ContractValidator<CustomFieldsFilter>
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

internal static class RelatedItemConstraints
{
    public static IRuleBuilderOptions<T, string?> CommentBody<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 15_000);

    public static IRuleBuilderOptions<T, string?> SlaName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.TextLength(1, 500).NotEndingInWhiteSpace();
}
