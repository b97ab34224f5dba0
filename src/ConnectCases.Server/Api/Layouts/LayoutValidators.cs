using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Layouts;

internal sealed class CreateLayoutValidator : ContractValidator<CreateLayoutRequest>
{
    public CreateLayoutValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new LayoutContentValidator()!);
    }
}

internal sealed class UpdateLayoutValidator : ContractValidator<UpdateLayoutRequest>
{
    public UpdateLayoutValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Content).OneMember().SetValidator(new LayoutContentValidator()!);
    }
}

internal sealed class LayoutContentValidator : ContractValidator<LayoutContent>
{
    public LayoutContentValidator() => RuleFor(content => content.Basic).SetValidator(new BasicLayoutValidator()!);
}

internal sealed class BasicLayoutValidator : ContractValidator<BasicLayout>
{
    public BasicLayoutValidator()
    {
        RuleFor(layout => layout.TopPanel).SetValidator(new LayoutSectionsValidator()!);
        RuleFor(layout => layout.MoreInfo).SetValidator(new LayoutSectionsValidator()!);
    }
}

internal sealed class LayoutSectionsValidator : ContractValidator<LayoutSections>
{
    public LayoutSectionsValidator()
    {
        RuleFor(panel => panel.Sections).Size(0, 1);
        RuleForEach(panel => panel.Sections).NotNull().OneMember().SetValidator(new SectionValidator());
    }
}

internal sealed class SectionValidator : ContractValidator<Section>
{
    public SectionValidator() => RuleFor(section => section.FieldGroup).SetValidator(new FieldGroupValidator()!);
}

internal sealed class FieldGroupValidator : ContractValidator<FieldGroup>
{
    public FieldGroupValidator()
    {
        RuleFor(group => group.Name).MaximumLength(100);
        RuleFor(group => group.Fields).NotNull().Size(0, 220);
        RuleForEach(group => group.Fields).NotNull().SetValidator(new FieldItemValidator());
    }
}

internal sealed class FieldItemValidator : ContractValidator<FieldItem>
{
    public FieldItemValidator() => RuleFor(field => field.Id).NotNull().Identifier();
}

internal sealed class ListLayoutsValidator : ContractValidator<ListLayoutsRequest>
{
    public ListLayoutsValidator()
    {
        this.ForPage(LayoutService.MaxPageSize);
    }
}
