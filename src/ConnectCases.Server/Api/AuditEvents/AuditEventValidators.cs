using ConnectCases.Protocol.Validation;

namespace ConnectCases.Api.AuditEvents;

internal sealed class GetCaseAuditEventsValidator : ContractValidator<GetCaseAuditEventsRequest>
{
    public GetCaseAuditEventsValidator()
    {
        this.ForPage(AuditEventService.MaxPageSize);
    }
}
