using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Events;

internal sealed class ListEventsValidator : AbstractValidator<ListEventsRequest>
{
    public ListEventsValidator()
    {
        RuleFor(request => request.Type).Must(type => type is null || Outbox.EventTypes.Contains(type))
            .WithMessage($"Member must satisfy enum value set: [{string.Join(", ", Outbox.EventTypes)}]");
        RuleFor(request => request.DomainId).Identifier();
        RuleFor(request => request.CaseId).Identifier();
        this.ForPage(EventService.LargestPage);
    }
}
