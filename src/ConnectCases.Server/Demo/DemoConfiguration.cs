using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.Tags;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;

namespace ConnectCases.Demo;

/// <summary>The configuration of the demo.</summary>
internal sealed class DemoConfiguration(CasesDbContext unit, IServiceProvider services) : DemoContent(unit, services)
{
    public const string DomainName = "Demo contact center";
    public const string SpareDomainName = "Sandbox";

    private static readonly string[] Problems = ["Broken", "Lost", "Wrong"];

    public void Seed()
    {
        Get<DomainService>().Create(Unit, new(DomainName));
        Save();
        SeedFields();
        SeedLayouts();
        SeedRules();
        SeedTemplates();
        SeedEventConfiguration();
        SeedTags();
    }

    /// <summary>Adds the domain that can be deleted without deleting the demo.</summary>
    public void SeedSpareDomain()
    {
        Get<DomainService>().Create(Unit, new(SpareDomainName));
        Save();
    }

    private void SeedFields()
    {
        var fields = Get<FieldService>();
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
            fields.Create(Unit, DemoIds.Domain, request);
            Save();
        }

        SeedOptions(fields, DemoIds.ProductLine, ProductLines);
        SeedOptions(fields, DemoIds.Problem, Problems);
        SeedOptions(fields, "case_reason", ["Delivery", "Billing", "Technical", "Returns"]);
        SeedOptions(fields, SystemFields.Status, ["Pending"]);
    }

    private void SeedOptions(FieldService fields, string fieldId, IEnumerable<string> names)
    {
        fields.BatchPutOptions(
            Unit, DemoIds.Domain, fieldId, new([.. names.Select(name => new FieldOption(name, ToValue(name), true))]));
        Save();
    }

    private void SeedLayouts()
    {
        var layouts = Get<LayoutService>();
        layouts.Create(Unit, DemoIds.Domain, new("Order", new(new(
            Panel("Order", DemoIds.OrderNumber, DemoIds.OrderValue, DemoIds.ProductLine),
            Panel(
                "More",
                "summary",
                "case_reason",
                DemoIds.Problem,
                DemoIds.DeliveryDate,
                DemoIds.OrderPage,
                DemoIds.Supervisor,
                DemoIds.Notes)))));
        Save();
        layouts.Create(Unit, DemoIds.Domain, new("Order, as it was", new(new(Panel("Order", DemoIds.OrderNumber), null))));
        Save();
    }

    private static LayoutSections Panel(string name, params string[] fieldIds) =>
        new([new(new FieldGroup(name, [.. fieldIds.Select(id => new FieldItem(id))]))]);

    private void SeedRules()
    {
        var rules = Get<CaseRuleService>();
        CreateCaseRuleRequest[] requests =
        [
            new("A return needs its order number", null, new(Required: new(false, [IsReason("returns", result: true)]))),
            new("Only a delivery has a date", null, new(Hidden: new(true, [IsReason("delivery", result: false)]))),
            new("Accessories do not get lost", null, new(FieldOptions: new(DemoIds.ProductLine, DemoIds.Problem,
            [
                new("phones", ["broken", "lost", "wrong"]),
                new("tablets", ["broken", "lost", "wrong"]),
                new("accessories", ["broken", "wrong"]),
            ]))),
            new("A supervisor sees everything", "Used by no template", new(Required: new(true, []))),
        ];
        foreach (var request in requests)
        {
            rules.Create(Unit, DemoIds.Domain, request);
            Save();
        }
    }

    private static BooleanCondition IsReason(string reason, bool result) =>
        new(EqualTo: new(new OperandOne("case_reason"), new OperandTwo(reason), result));

    private void SeedEventConfiguration()
    {
        Get<EventConfigurationService>().Put(Unit, DemoIds.Domain, new(new(Enabled: true, new(
            new([new(SystemFields.Title), new(SystemFields.Status), new(DemoIds.OrderNumber)]), new(IncludeContent: true)))));
        Save();
    }

    private void SeedTags()
    {
        var tags = Get<TagService>();
        var domain = Unit.GetDomain(Get<Caller>(), DemoIds.Domain).Arn;
        foreach (var arn in (string[])[domain, $"{domain}/layout/{DemoIds.Layout}", $"{domain}/template/{DemoIds.Template}"])
        {
            tags.Tag(Unit, arn, new(new Dictionary<string, string?> { ["owner"] = "contact-center" }));
            Save();
        }
    }

    private void SeedTemplates()
    {
        var templates = Get<TemplateService>();
        templates.Create(Unit, DemoIds.Domain, new(
            "Order support",
            "Questions and complaints about an order",
            new(DemoIds.Layout),
            [new(DemoIds.ProductLine)],
            TemplateStatus.Active,
            [
                new(DemoIds.OrderNumberRule, DemoIds.OrderNumber),
                new(DemoIds.DeliveryDateRule, DemoIds.DeliveryDate),
                new(DemoIds.ProblemRule, null),
            ],
            [new(TagPropagationResourceType.Cases, new Dictionary<string, string?> { ["team"] = "orders" })]));
        Save();
        templates.Create(Unit, DemoIds.Domain, new(
            "Order support, as it was", "Not used any more", null, [], TemplateStatus.Inactive, null, null));
        Save();
    }
}
