using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.EventConfiguration;

internal sealed class EventConfigurationService(CasesDbContext db, WritePath writes, Caller caller)
{
    public Task<EmptyResponse> PutAsync(
        string domainId, PutCaseEventConfigurationRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Put(db, domainId, request), cancellationToken);

    public EmptyResponse Put(CasesDbContext db, string domainId, PutCaseEventConfigurationRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var eventBridge = request.EventBridge!;
        FieldReferences.FindLive(
            db,
            domain,
            "eventBridge.includedData.caseData.fields",
            (eventBridge.IncludedData?.CaseData?.Fields ?? []).Select(field => field.Id!));

        db.Attach(domain).Entity.EventBridge = StoredJson<EventBridgeConfiguration>.From(eventBridge);
        return EmptyResponse.Instance;
    }

    public GetCaseEventConfigurationResponse Get(string domainId)
    {
        var domain = db.GetDomain(caller, domainId);
        return new(domain.EventBridge?.Read().Without(FieldReferences.Deleted(db, domain)) ?? new(Enabled: false));
    }
}
