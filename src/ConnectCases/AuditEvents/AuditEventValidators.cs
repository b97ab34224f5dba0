using System.Text.RegularExpressions;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.AuditEvents;

internal sealed class GetCaseAuditEventsValidator : AbstractValidator<GetCaseAuditEventsRequest>
{
    public GetCaseAuditEventsValidator()
    {
        this.ForPage(AuditEventService.LargestPage);
    }
}

internal sealed partial class UserUnionValidator : AbstractValidator<UserUnion>
{
    public UserUnionValidator()
    {
        RuleFor(user => user.UserArn).Identifier();
        RuleFor(user => user.CustomEntity).TextLength(1, 500).Pattern(CustomEntityPattern());
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_\-\.@:/ ]*[a-zA-Z0-9_\-\.@:/]\z")]
    private static partial Regex CustomEntityPattern();
}
