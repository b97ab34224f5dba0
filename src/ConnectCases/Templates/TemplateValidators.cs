using ConnectCases.Protocol;
using ConnectCases.Tags;
using FluentValidation;

namespace ConnectCases.Templates;

internal sealed class CreateTemplateValidator : AbstractValidator<CreateTemplateRequest>
{
    public CreateTemplateValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.LayoutConfiguration).SetValidator(new LayoutConfigurationValidator()!);
        RuleFor(request => request.RequiredFields).Size(0, 100);
        RuleForEach(request => request.RequiredFields).NotNull().SetValidator(new RequiredFieldValidator());
        RuleFor(request => request.Rules).Size(0, 50);
        RuleForEach(request => request.Rules).NotNull().SetValidator(new TemplateRuleValidator());
        RuleFor(request => request.TagPropagationConfigurations).Size(0, 1);
        RuleForEach(request => request.TagPropagationConfigurations).NotNull()
            .SetValidator(new TagPropagationConfigurationValidator());
    }
}

internal sealed class UpdateTemplateValidator : AbstractValidator<UpdateTemplateRequest>
{
    public UpdateTemplateValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.LayoutConfiguration).SetValidator(new LayoutConfigurationValidator()!);
        RuleFor(request => request.RequiredFields).Size(0, 100);
        RuleForEach(request => request.RequiredFields).NotNull().SetValidator(new RequiredFieldValidator());
        RuleFor(request => request.Rules).Size(0, 50);
        RuleForEach(request => request.Rules).NotNull().SetValidator(new TemplateRuleValidator());
        RuleFor(request => request.TagPropagationConfigurations).Size(0, 1);
        RuleForEach(request => request.TagPropagationConfigurations).NotNull()
            .SetValidator(new TagPropagationConfigurationValidator());
    }
}

internal sealed class LayoutConfigurationValidator : AbstractValidator<LayoutConfiguration>
{
    public LayoutConfigurationValidator() => RuleFor(layout => layout.DefaultLayout).Identifier();
}

internal sealed class RequiredFieldValidator : AbstractValidator<RequiredField>
{
    public RequiredFieldValidator() => RuleFor(field => field.FieldId).NotNull().Identifier();
}

internal sealed class TemplateRuleValidator : AbstractValidator<TemplateRule>
{
    public TemplateRuleValidator()
    {
        RuleFor(rule => rule.CaseRuleId).NotNull().Identifier();
        RuleFor(rule => rule.FieldId).Identifier();
    }
}

internal sealed class TagPropagationConfigurationValidator : AbstractValidator<TagPropagationConfiguration>
{
    public TagPropagationConfigurationValidator()
    {
        RuleFor(configuration => configuration.ResourceType).NotNull();
        RuleFor(configuration => configuration.TagMap).NotNull().Size(0, 10);
        RuleForEach(configuration => configuration.TagMap).SetValidator(new MutableTagValidator());
    }
}

internal sealed class ListTemplatesValidator : AbstractValidator<ListTemplatesRequest>
{
    public ListTemplatesValidator()
    {
        RuleFor(request => request.MaxResults).MaxResults(TemplateService.LargestPage);
        RuleFor(request => request.NextToken).NextToken();
        RuleFor(request => request.Status).Size(1, 2);
        RuleFor(request => request.Status).Must(status => status is null || status.Distinct().Count() == status.Count)
            .WithMessage("Member must have unique values");
    }
}
