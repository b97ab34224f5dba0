using System.Text.RegularExpressions;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Tags;

internal sealed class TagResourceValidator : ContractValidator<TagResourceRequest>
{
    public TagResourceValidator()
    {
        RuleFor(request => request.Tags).NotNull();

        // The model says nothing of these; they are the same tags of the same service (behaviour.md 17, row 51).
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

    // From + to = is a range here, as it is in the model: digits are in it, the space and @ are not.
    [GeneratedRegex(@"\A(?!aws:)[a-zA-Z+-=._:/]+\z")]
    private static partial Regex TagKey();
}
