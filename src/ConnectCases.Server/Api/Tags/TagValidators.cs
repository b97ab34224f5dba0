using System.Text.RegularExpressions;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Tags;

internal sealed class TagResourceValidator : ContractValidator<TagResourceRequest>
{
    public TagResourceValidator()
    {
        RuleFor(request => request.Tags).NotNull();

        // The model has no constraints for these tags. The constraints of CreateCase apply, because both operations write the
        // same tags (behaviour.md 17, row 51).
        RuleForEach(request => request.Tags).ByKey().ChildRules(tag =>
        {
            tag.RuleFor(pair => pair.Key).TagKey();
            tag.RuleFor(pair => pair.Value).TagValue();
        });
    }
}

internal sealed partial class UntagResourceValidator : ContractValidator<UntagResourceRequest>
{
    public UntagResourceValidator()
    {
        RuleFor(request => request.TagKeys).Size(0, 50);
        RuleForEach(request => request.TagKeys).TextLength(1, 128).Pattern(TagKey());
    }

    // As in the model, +-= is the range from + to =. The range includes the digits, but not the space and @.
    [GeneratedRegex(@"\A(?!aws:)[a-zA-Z+-=._:/]+\z")]
    private static partial Regex TagKey();
}
