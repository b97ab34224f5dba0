using System.Text.RegularExpressions;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Cases;

internal sealed class CreateCaseValidator : ContractValidator<CreateCaseRequest>
{
    public CreateCaseValidator()
    {
        RuleFor(request => request.TemplateId).NotNull().Identifier();
        RuleFor(request => request.Fields).NotNull().Size(0, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldValueValidator());
        RuleFor(request => request.ClientToken).MaximumLength(64);
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
        RuleFor(request => request.Tags).Size(0, TagSet.MaxTags);
        RuleForEach(request => request.Tags).ByKey().SetValidator(new MutableTagValidator());
    }
}

internal sealed class GetCaseValidator : ContractValidator<GetCaseRequest>
{
    public GetCaseValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(1, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
        RuleFor(request => request.NextToken).NextToken();
    }
}

internal sealed class UpdateCaseValidator : ContractValidator<UpdateCaseRequest>
{
    public UpdateCaseValidator()
    {
        RuleFor(request => request.Fields).NotNull().Size(0, 220);
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldValueValidator());
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);
    }
}

internal sealed class BatchUpdateCaseValidator : ContractValidator<BatchUpdateCaseRequest>
{
    public BatchUpdateCaseValidator()
    {
        RuleFor(request => request.DomainId).NotNull().Identifier();
        RuleFor(request => request.Cases).NotNull();
        RuleForEach(request => request.Cases).NotNull().SetValidator(new BatchUpdateCaseIdentifierValidator());
        RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldValueInputValidator());
        RuleFor(request => request.PerformedBy).OneMember().SetValidator(new UserUnionValidator()!);

        // The model has no maximum lengths for these members. These texts become field values, so the maximum length of a field
        // value applies.
        RuleFor(request => request.Title).MaximumLength(Field.MaxTextLength);
        RuleFor(request => request.Status).MaximumLength(Field.MaxTextLength);
        RuleFor(request => request.CustomerId).MaximumLength(Field.MaxTextLength);
    }
}

internal sealed class BatchUpdateCaseIdentifierValidator : ContractValidator<BatchUpdateCaseIdentifier>
{
    public BatchUpdateCaseIdentifierValidator() =>
        RuleFor(@case => @case.CaseIdentifier).NotNull().OneMember().SetValidator(new CaseIdentifierUnionValidator()!);
}

internal sealed class CaseIdentifierUnionValidator : ContractValidator<CaseIdentifierUnion>
{
    public CaseIdentifierUnionValidator()
    {
        RuleFor(@case => @case.CaseId).CaseIdentifier();
        RuleFor(@case => @case.ReferenceId).CaseReference();
    }
}

internal sealed class ListCasesForContactValidator : ContractValidator<ListCasesForContactRequest>
{
    public ListCasesForContactValidator()
    {
        RuleFor(request => request.ContactArn).NotNull().Arn(ArnForm.Contact);
        this.ForPage(ContactCases.MaxPageSize);
    }
}

internal sealed class SearchCasesValidator : ContractValidator<SearchCasesRequest>
{
    public SearchCasesValidator() => this.ForCaseSearch();
}

internal static class CaseSearchConstraints
{
    /// <summary>Adds the constraints of SearchCases.</summary>
    public static void ForCaseSearch<T>(this ContractValidator<T> validator)
        where T : ICaseSearchRequest
    {
        validator.ForPage(CaseSearch.MaxPageSize);
        validator.RuleFor(request => request.SearchTerm).MaximumLength(255);
        validator.RuleFor(request => request.Filter).OneMember().SetValidator(new CaseFilterValidator()!);
        validator.RuleFor(request => request.Sorts).Size(0, 2);
        validator.RuleForEach(request => request.Sorts).NotNull().SetValidator(new SortValidator());
        validator.RuleFor(request => request.Fields).Size(0, 25);
        validator.RuleForEach(request => request.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}

internal sealed class CaseFilterValidator : ContractValidator<CaseFilter>
{
    public CaseFilterValidator()
    {
        RuleFor(filter => filter.Field).OneMember().SetValidator(new FieldFilterValidator()!);
        RuleFor(filter => filter.Tag).OneMember().SetValidator(new TagFilterValidator()!);
        RuleFor(filter => filter.Not).OneMember().SetValidator(this!);
        RuleFor(filter => filter.AndAll).Size(0, 10);
        RuleForEach(filter => filter.AndAll).NotNull().OneMember().SetValidator(this);
        RuleFor(filter => filter.OrAll).Size(0, 10);
        RuleForEach(filter => filter.OrAll).NotNull().OneMember().SetValidator(this);
    }
}

internal sealed class TagFilterValidator : ContractValidator<TagFilter>
{
    public TagFilterValidator() => RuleFor(filter => filter.EqualTo).SetValidator(new TagValueValidator()!);
}

internal sealed partial class TagValueValidator : ContractValidator<TagValue>
{
    public TagValueValidator()
    {
        RuleFor(tag => tag.Key).TextLength(1, 128).Pattern(SearchTagKey());
        RuleFor(tag => tag.Value).TagValue();
    }

    // A search key may begin with "aws:" to find system tags. Callers cannot set tags with such keys.
    [GeneratedRegex(@"\A[a-zA-Z0-9 _.:/=+\-@]+\z")]
    private static partial Regex SearchTagKey();
}

internal sealed class SortValidator : ContractValidator<Sort>
{
    public SortValidator()
    {
        RuleFor(sort => sort.FieldId).NotNull().Identifier();
        RuleFor(sort => sort.SortOrder).NotNull();
    }
}
