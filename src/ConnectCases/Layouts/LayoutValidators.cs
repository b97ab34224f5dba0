using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Layouts;

internal sealed class CreateLayoutValidator : AbstractValidator<CreateLayoutRequest>
{
    public CreateLayoutValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Content).NotNull().OneMember().SetValidator(new LayoutContentValidator()!);
    }
}

internal sealed class UpdateLayoutValidator : AbstractValidator<UpdateLayoutRequest>
{
    public UpdateLayoutValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Content).OneMember().SetValidator(new LayoutContentValidator()!);
    }
}

internal sealed class LayoutContentValidator : AbstractValidator<LayoutContent>
{
    public LayoutContentValidator() => RuleFor(content => content.Basic).SetValidator(new BasicLayoutValidator()!);
}

internal sealed class BasicLayoutValidator : AbstractValidator<BasicLayout>
{
    public BasicLayoutValidator()
    {
        RuleFor(layout => layout.TopPanel).SetValidator(new LayoutSectionsValidator()!);
        RuleFor(layout => layout.MoreInfo).SetValidator(new LayoutSectionsValidator()!);
    }
}

internal sealed class LayoutSectionsValidator : AbstractValidator<LayoutSections>
{
    public LayoutSectionsValidator()
    {
        RuleFor(panel => panel.Sections).Size(0, 1);
        RuleForEach(panel => panel.Sections).NotNull().OneMember().SetValidator(new SectionValidator());
    }
}

internal sealed class SectionValidator : AbstractValidator<Section>
{
    public SectionValidator() => RuleFor(section => section.FieldGroup).SetValidator(new FieldGroupValidator()!);
}

internal sealed class FieldGroupValidator : AbstractValidator<FieldGroup>
{
    public FieldGroupValidator()
    {
        RuleFor(group => group.Name).MaximumLength(100);
        RuleFor(group => group.Fields).NotNull().Size(0, 220);
        RuleForEach(group => group.Fields).NotNull().SetValidator(new FieldItemValidator());
    }
}

internal sealed class FieldItemValidator : AbstractValidator<FieldItem>
{
    public FieldItemValidator() => RuleFor(field => field.Id).NotNull().Identifier();
}

internal sealed class ListLayoutsValidator : AbstractValidator<ListLayoutsRequest>
{
    public ListLayoutsValidator()
    {
        this.ForPage(LayoutService.LargestPage);
    }
}
