using System.Text.RegularExpressions;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Protocol.Validation;

internal sealed partial class UserUnionValidator : ContractValidator<UserUnion>
{
    public UserUnionValidator()
    {
        RuleFor(user => user.UserArn).Arn(ArnForm.User);
        RuleFor(user => user.CustomEntity).TextLength(1, 500).Pattern(CustomEntityPattern());
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_\-\.@:/ ]*[a-zA-Z0-9_\-\.@:/]\z")]
    private static partial Regex CustomEntityPattern();
}
