using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Templates;

internal sealed class CreateTemplateValidator : ContractValidator<CreateTemplateRequest>
{
    public CreateTemplateValidator()
    {
        RuleFor(request => request.Name).NotNull();
        this.ForTemplateAttributes();
    }
}

internal sealed class UpdateTemplateValidator : ContractValidator<UpdateTemplateRequest>
{
    public UpdateTemplateValidator() => this.ForTemplateAttributes();
}

internal static class TemplateConstraints
{
    public static void ForTemplateAttributes<T>(this AbstractValidator<T> validator)
        where T : ITemplateAttributes
    {
        validator.RuleFor(request => request.Name).ResourceName();
        validator.RuleFor(request => request.Description).Description();
        validator.RuleFor(request => request.LayoutConfiguration).SetValidator(new LayoutConfigurationValidator()!);
        validator.RuleFor(request => request.RequiredFields).Size(0, 100);
        validator.RuleForEach(request => request.RequiredFields).NotNull().SetValidator(new RequiredFieldValidator());
        validator.RuleFor(request => request.Rules).Size(0, 50);
        validator.RuleForEach(request => request.Rules).NotNull().SetValidator(new TemplateRuleValidator());
        validator.RuleFor(request => request.TagPropagationConfigurations).Size(0, 1);
        validator.RuleForEach(request => request.TagPropagationConfigurations).NotNull()
            .SetValidator(new TagPropagationConfigurationValidator());
    }
}

internal sealed class LayoutConfigurationValidator : ContractValidator<LayoutConfiguration>
{
    public LayoutConfigurationValidator() => RuleFor(layout => layout.DefaultLayout).Identifier();
}

internal sealed class RequiredFieldValidator : ContractValidator<RequiredField>
{
    public RequiredFieldValidator() => RuleFor(field => field.FieldId).NotNull().Identifier();
}

internal sealed class TemplateRuleValidator : ContractValidator<TemplateRule>
{
    public TemplateRuleValidator()
    {
        RuleFor(rule => rule.CaseRuleId).NotNull().Identifier();
        RuleFor(rule => rule.FieldId).Identifier();
    }
}

internal sealed class TagPropagationConfigurationValidator : ContractValidator<TagPropagationConfiguration>
{
    public TagPropagationConfigurationValidator()
    {
        RuleFor(configuration => configuration.ResourceType).NotNull();
        RuleFor(configuration => configuration.TagMap).NotNull().Size(0, 10);
        RuleForEach(configuration => configuration.TagMap).ByKey().SetValidator(new MutableTagValidator());
    }
}

internal sealed class ListTemplatesValidator : ContractValidator<ListTemplatesRequest>
{
    public ListTemplatesValidator()
    {
        this.ForPage(TemplateService.MaxPageSize);
        RuleFor(request => request.Status).Size(1, 2);
        RuleFor(request => request.Status).Must(status => status is null || status.Distinct().Count() == status.Count)
            .WithMessage("Member must have unique values");
    }
}
