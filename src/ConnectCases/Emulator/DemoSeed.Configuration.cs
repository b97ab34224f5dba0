using ConnectCases.CaseRules;
using ConnectCases.EventConfiguration;
using ConnectCases.Fields;
using ConnectCases.Layouts;
using ConnectCases.Persistence;
using ConnectCases.Tags;
using ConnectCases.Templates;

namespace ConnectCases.Emulator;

internal sealed partial class DemoSeed
{
    private static readonly string[] ProductLines = ["Phones", "Tablets", "Accessories"];

    private static readonly string[] Problems = ["Broken", "Lost", "Wrong"];

    private void PlantFields(CasesDbContext unit)
    {
        var fields = new FieldService(db, writes, caller, clock, DemoIds.Of("0f"), options);
        CreateFieldRequest[] requests =
        [
            new("Order number", FieldType.Text, "As printed on the invoice", new(new TextAttributes(false))),
            new("Order value", FieldType.Number, "In euros", null),
            new("VIP", FieldType.Boolean, null, null),
            new("Delivery date", FieldType.DateTime, "As promised to the customer", null),
            new("Product line", FieldType.SingleSelect, null, null),
            new("Order page", FieldType.Url, "Where the order is shown in the shop", null),
            new("Supervisor", FieldType.User, null, null),
            new("Internal notes", FieldType.Text, null, new(new TextAttributes(true))),
            new("Problem", FieldType.SingleSelect, "What is wrong with the product", null),
            new("Carrier", FieldType.Text, "Of a shipment", null),
            new("Tracking number", FieldType.Text, "Of a shipment", null),
        ];
        foreach (var request in requests)
        {
            fields.Create(unit, DomainId, request);
            Save(unit);
        }

        PlantOptions(unit, fields, ProductLineId, ProductLines);
        PlantOptions(unit, fields, ProblemId, Problems);
        PlantOptions(unit, fields, "case_reason", ["Delivery", "Billing", "Technical", "Returns"]);
        PlantOptions(unit, fields, SystemFields.Status, ["Pending"]);
    }

    private static void PlantOptions(CasesDbContext unit, FieldService fields, string fieldId, string[] names)
    {
        fields.BatchPutOptions(
            unit, DomainId, fieldId, new([.. names.Select(name => new FieldOption(name, ToValue(name), true))]));
        Save(unit);
    }

    private void PlantLayouts(CasesDbContext unit)
    {
        var layouts = new LayoutService(db, writes, caller, clock, DemoIds.Of("06"), options);
        layouts.Create(unit, DomainId, new("Order", new(new(
            Panel("Order", OrderNumberId, OrderValueId, ProductLineId),
            Panel("More", "summary", "case_reason", ProblemId, DeliveryDateId, OrderPageId, SupervisorId, NotesId)))));
        Save(unit);
        layouts.Create(unit, DomainId, new("Order, as it was", new(new(Panel("Order", OrderNumberId), null))));
        Save(unit);
    }

    private static LayoutSections Panel(string name, params string[] fieldIds) =>
        new([new(new FieldGroup(name, [.. fieldIds.Select(id => new FieldItem(id))]))]);

    private void PlantRules(CasesDbContext unit)
    {
        var rules = new CaseRuleService(db, writes, caller, clock, DemoIds.Of("08"), options);
        CreateCaseRuleRequest[] requests =
        [
            new("A return needs its order number", null, new(Required: new(false, [IsReason("returns", result: true)]))),
            new("Only a delivery has a date", null, new(Hidden: new(true, [IsReason("delivery", result: false)]))),
            new("Accessories do not get lost", null, new(FieldOptions: new(ProductLineId, ProblemId,
            [
                new("phones", ["broken", "lost", "wrong"]),
                new("tablets", ["broken", "lost", "wrong"]),
                new("accessories", ["broken", "wrong"]),
            ]))),
            new("A supervisor sees everything", "Used by no template", new(Required: new(true, []))),
        ];
        foreach (var request in requests)
        {
            rules.Create(unit, DomainId, request);
            Save(unit);
        }
    }

    private static BooleanCondition IsReason(string reason, bool result) =>
        new(EqualTo: new(new OperandOne("case_reason"), new OperandTwo(reason), result));

    private void PlantEventConfiguration(CasesDbContext unit)
    {
        new EventConfigurationService(db, writes, caller).Put(unit, DomainId, new(new(Enabled: true, new(
            new([new(SystemFields.Title), new(SystemFields.Status), new(OrderNumberId)]), new(IncludeContent: true)))));
        Save(unit);
    }

    private void PlantTags(CasesDbContext unit)
    {
        var tags = new TagService(db, writes, caller);
        var domain = unit.GetDomain(caller, DomainId).Arn;
        foreach (var arn in (string[])[domain, $"{domain}/layout/{LayoutId}", $"{domain}/template/{TemplateId}"])
        {
            tags.Tag(unit, arn, new(new Dictionary<string, string?> { ["owner"] = "contact-center" }));
            Save(unit);
        }
    }

    private void PlantTemplates(CasesDbContext unit)
    {
        var templates = new TemplateService(db, writes, caller, clock, DemoIds.Of("07"), options);
        templates.Create(unit, DomainId, new(
            "Order support",
            "Questions and complaints about an order",
            new(LayoutId),
            [new(ProductLineId)],
            TemplateStatus.Active,
            [new(OrderNumberRuleId, OrderNumberId), new(DeliveryDateRuleId, DeliveryDateId), new(ProblemRuleId, null)],
            [new(TagPropagationResourceType.Cases, new Dictionary<string, string?> { ["team"] = "orders" })]));
        Save(unit);
        templates.Create(unit, DomainId, new(
            "Order support, as it was", "Not used any more", null, [], TemplateStatus.Inactive, null, null));
        Save(unit);
    }
}
