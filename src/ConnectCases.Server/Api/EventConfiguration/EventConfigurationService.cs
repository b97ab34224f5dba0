using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;

namespace ConnectCases.Api.EventConfiguration;

internal sealed class EventConfigurationService(
    CasesDbContext db, UnitOfWorkExecutor units, Caller caller, RequestWarnings warnings)
{
    public Task<EmptyResponse> PutAsync(
        string domainId, PutCaseEventConfigurationRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Put(unit, domainId, request), cancellationToken);

    public EmptyResponse Put(CasesDbContext unit, string domainId, PutCaseEventConfigurationRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var eventBridge = request.EventBridge!;
        FieldLookup.FindLive(
            unit,
            domain,
            "eventBridge.includedData.caseData.fields",
            (eventBridge.IncludedData?.CaseData?.Fields ?? []).Select(field => field.Id!));

        if (eventBridge.Enabled == true && eventBridge.IncludedData?.CaseData?.Fields is not { Count: > 0 })
        {
            warnings.Add($"Events will contain no fields of cases. List the fields in eventBridge.includedData.caseData.fields.");
        }

        unit.Attach(domain).Entity.EventBridge =
            StoredJson.From(eventBridge, EventConfigurationJson.Wire.EventBridgeConfiguration);
        return EmptyResponse.Instance;
    }

    public GetCaseEventConfigurationResponse Get(string domainId)
    {
        var domain = db.GetDomain(caller, domainId);
        return new(domain.ReadEventBridge()?.Without(FieldLookup.Deleted(db, domain)) ?? new(Enabled: false));
    }
}
