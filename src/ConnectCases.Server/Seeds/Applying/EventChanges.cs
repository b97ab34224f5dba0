using ConnectCases.Api.EventConfiguration;
using ConnectCases.Controls.Seeds;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Sets the event configuration of a domain. A seed without events does not change the configuration.</summary>
internal sealed class EventChanges(SeededDomain domain)
{
    private const string Path = "events";

    public void Apply(SeedDomain seed)
    {
        if (seed.Events is not { } events)
        {
            return;
        }

        var present = domain.Domain.ReadEventBridge();
        var fields = events.Fields?.Select(domain.FieldId).ToList();
        List<string> members = [];
        members.AddIf(present?.Enabled != events.Enabled, "enabled");
        members.AddIf(!IsSame(present?.IncludedData?.CaseData?.Fields?.Select(field => field.Id!), fields), "fields");
        members.AddIf(present?.IncludedData?.RelatedItemData?.IncludeContent != events.RelatedItems, "relatedItems");
        if (members.Count == 0)
        {
            return;
        }

        domain.Add(present is null ? SeedAction.Create : SeedAction.Update, Path, domain.Id, present is null ? null : members);
        var included = fields is null && events.RelatedItems is null
            ? null
            : new EventIncludedData(
                fields is null ? null : new([.. fields.Select(id => new Api.Fields.FieldIdentifier(id))]),
                events.RelatedItems is { } content ? new(content) : null);
        domain.Run.Call(
            events.At,
            new PutCaseEventConfigurationRequest(new(events.Enabled, included)),
            (unit, request) => domain.Run.Get<EventConfigurationService>().Put(unit, domain.Id, request));
    }

    private static bool IsSame(IEnumerable<string>? present, IEnumerable<string>? wanted) =>
        present is null ? wanted is null : wanted is not null && present.SequenceEqual(wanted);
}
