using ConnectCases.Events;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Events;

internal sealed class ListEventsValidator : ContractValidator<ListEventsRequest>
{
    public ListEventsValidator()
    {
        RuleFor(request => request.Type).Must(type => type is null || Outbox.EventTypes.Contains(type))
            .WithMessage($"Member must satisfy enum value set: [{string.Join(", ", Outbox.EventTypes)}]");
        RuleFor(request => request.DomainId).Identifier();
        RuleFor(request => request.CaseId).Identifier();
        this.ForWorld();
        this.ForPage(EventJournal.MaxPageSize);
    }
}
