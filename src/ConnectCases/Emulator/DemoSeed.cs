using ConnectCases.AuditEvents;
using ConnectCases.CaseRules;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.EventConfiguration;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Layouts;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using ConnectCases.Tags;
using ConnectCases.Templates;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>
/// A small contact center to try things on. It is planted through the operations themselves, all of it in one unit of
/// work, with ids and times that are the same everywhere, so that examples can be pasted.
/// </summary>
internal sealed partial class DemoSeed(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    DomainSweeper sweeper,
    SlaDeadlines deadlines,
    IOptions<EmulatorOptions> configured,
    ILogger<DemoSeed> logger)
{
    public const string Name = "demo";

    public static readonly string DomainId = DemoIds.Id("0d", 1);
    public static readonly string OrderNumberId = DemoIds.Id("0f", 1);
    public static readonly string OrderValueId = DemoIds.Id("0f", 2);
    public static readonly string IsVipId = DemoIds.Id("0f", 3);
    public static readonly string DeliveryDateId = DemoIds.Id("0f", 4);
    public static readonly string ProductLineId = DemoIds.Id("0f", 5);
    public static readonly string OrderPageId = DemoIds.Id("0f", 6);
    public static readonly string SupervisorId = DemoIds.Id("0f", 7);
    public static readonly string NotesId = DemoIds.Id("0f", 8);
    public static readonly string ProblemId = DemoIds.Id("0f", 9);
    public static readonly string CarrierId = DemoIds.Id("0f", 10);
    public static readonly string TrackingNumberId = DemoIds.Id("0f", 11);
    public static readonly string LayoutId = DemoIds.Id("06", 1);
    public static readonly string OldLayoutId = DemoIds.Id("06", 2);
    public static readonly string OrderNumberRuleId = DemoIds.Id("08", 1);
    public static readonly string DeliveryDateRuleId = DemoIds.Id("08", 2);
    public static readonly string ProblemRuleId = DemoIds.Id("08", 3);
    public static readonly string OldRuleId = DemoIds.Id("08", 4);
    public static readonly string TemplateId = DemoIds.Id("07", 1);
    public static readonly string OldTemplateId = DemoIds.Id("07", 2);
    public static readonly string DomainArn = $"arn:aws:cases:us-east-1:123456789012:domain/{DomainId}";

    private const int Cases = 36;
    private const string Agents = "arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11/agent/";

    private static readonly string[] Titles =
        ["Parcel did not arrive", "Wrong item delivered", "Refund is late", "Charged twice", "Cannot sign in", "Screen is broken"];

    private static readonly string[] ProductLines = ["Phones", "Tablets", "Accessories"];

    private static readonly string[] Problems = ["Broken", "Lost", "Wrong"];

    private static readonly string[] Reasons = ["delivery", "delivery", "billing", "billing", "technical", "returns"];

    private static readonly string[] Comments =
    [
        "Customer called and gave the order number.",
        "Asked the warehouse for the packing list.",
        "Promised a call back by tomorrow noon.",
        "Sent the return label by e-mail.",
        "Replacement is on its way.",
    ];

    private static readonly string[] Channels = ["VOICE", "CHAT", "EMAIL"];

    private readonly DemoClock clock = new();

    // The demo is the same whatever the quotas and switches are; only what its events look like is the user's choice.
    private readonly IOptions<EmulatorOptions> options = Options.Create(
        new EmulatorOptions { EventRelatedItemTypes = configured.Value.EventRelatedItemTypes });

    /// <exception cref="StartupException">The store has no room for the demo: a quota or a name stands against it.</exception>
    public async Task PlantAsync()
    {
        // A demo that was deleted just before the last shutdown still has its rows, and with them its ids.
        await sweeper.SweepAsync(CancellationToken.None);
        try
        {
            await writes.RunAsync(Plant, CancellationToken.None);
        }
        catch (ServiceException refusal)
        {
            throw new StartupException($"The demo cannot be planted: {refusal.Message}", refusal);
        }
    }

    public static string CaseId(int number) => DemoIds.Id("0c", number);

    public static string ContactArn(int caseNumber) =>
        $"arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11/contact/{DemoIds.Id("0b", caseNumber)}";

    /// <summary>The contact of a case comes before its comments.</summary>
    public static string CommentId(int caseNumber, int number) => DemoIds.Id($"1{caseNumber:x2}", 1 + number);

    private bool Plant(CasesDbContext unit)
    {
        if (unit.Domains.FirstOrDefault(domain => domain.DomainId == DomainId) is { } planted)
        {
            if (!unit.Layouts.Any(layout => layout.DomainKey == planted.Key))
            {
                Log.Outdated(logger, DomainId);
            }

            return false;
        }

        PlantDomain(unit);
        PlantFields(unit);
        PlantLayouts(unit);
        PlantRules(unit);
        PlantTemplates(unit);
        PlantEventConfiguration(unit);
        PlantTags(unit);
        for (var number = 1; number <= Cases; number++)
        {
            PlantCase(unit, number);
        }

        return true;
    }

    private void PlantDomain(CasesDbContext unit)
    {
        new DomainService(db, writes, caller, clock, DemoIds.Of("0d"), sweeper, options)
            .Create(unit, new("Demo contact center"));
        Save(unit);
    }

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

    private void PlantCase(CasesDbContext unit, int number)
    {
        var audit = new AuditTrail(caller, DemoIds.Of($"a{number:x2}"));
        var outbox = new Outbox(caller, DemoIds.Of($"e{number:x2}"), options);
        var cases = new CaseService(
            db, writes, caller, clock, DemoIds.Of("0c", number), audit, outbox, new SlaLifeCycle(audit, outbox), options);
        var items = new RelatedItemService(
            writes, caller, clock, DemoIds.Of($"1{number:x2}"), audit, outbox, deadlines, options);
        var agent = new UserUnion(UserArn: Agents + DemoIds.Id("0e", number % 3));
        var caseId = CaseId(number);

        clock.Advance(TimeSpan.FromMinutes(48));
        cases.Create(unit, DomainId, new(TemplateId, ValuesOf(number), ClientToken: null, agent, Tags: null));
        Save(unit);

        var contactArn = ContactArn(number);
        options.Value.Contacts.Add(new() { ContactArn = contactArn, Channel = Channels[number % Channels.Length] });
        Add(unit, items, caseId, agent, RelatedItemType.Contact, new(Contact: new(contactArn)));
        for (var comment = 0; comment <= number % Comments.Length; comment++)
        {
            Add(unit, items, caseId, agent, RelatedItemType.Comment, new(Comment: new(
                Comments[comment], CommentBodyTextType.TextPlain)));
        }

        if (number % 4 == 0)
        {
            Add(unit, items, caseId, agent, RelatedItemType.File, new(File: new(
                $"arn:aws:cases:us-east-1:123456789012:domain/{DomainId}/case/{caseId}/file/{DemoIds.Id("0e", number)}")));
        }

        // Some are met, some missed, some still run for a long time.
        Add(unit, items, caseId, agent, RelatedItemType.Sla, new(Sla: new(new SlaInputConfiguration(
            "Resolution",
            SlaType.CaseField,
            SystemFields.Status,
            [new(SystemFields.Closed)],
            number % 2 == 0 ? 400 * 24 * 60 : (number % 4) * 60))));
        if (number % 5 == 2)
        {
            Add(unit, items, caseId, agent, RelatedItemType.ConnectCase, new(ConnectCase: new(CaseId(number - 1))));
        }

        if (number % 6 == 0)
        {
            Add(unit, items, caseId, agent, RelatedItemType.Custom, new(Custom: new(
                [new(CarrierId, new("Parcel Post")), new(TrackingNumberId, new($"PP{7_000_000 + number}"))])));
        }

        if (number % 3 == 0)
        {
            SetStatus(unit, cases, caseId, number % 2 == 0 ? "pending" : SystemFields.Closed);
        }

        if (number % 9 == 0)
        {
            SetStatus(unit, cases, caseId, SystemFields.Open);
        }
    }

    private void Add(
        CasesDbContext unit,
        RelatedItemService items,
        string caseId,
        UserUnion agent,
        RelatedItemType type,
        RelatedItemInputContent content)
    {
        clock.Advance(TimeSpan.FromMinutes(7));
        items.Create(unit, DomainId, caseId, new(type, content, agent));
        Save(unit);
    }

    private void SetStatus(CasesDbContext unit, CaseService cases, string caseId, string status)
    {
        clock.Advance(TimeSpan.FromHours(2));
        cases.Update(unit, DomainId, caseId, new(
            [new(SystemFields.Status, new(status))], new UserUnion(CustomEntity: "night-batch")));
        Save(unit);
    }

    // The next operation loads what this one wrote, as it would in a unit of work of its own.
    private static void Save(CasesDbContext unit)
    {
        unit.SaveChanges();
        unit.ChangeTracker.Clear();
    }

    private static FieldValue[] ValuesOf(int number) =>
    [
        new(SystemFields.Title, new(Titles[number % Titles.Length])),
        new("case_reason", new(Reasons[number % Reasons.Length])),
        new(SystemFields.CustomerId, new(
            $"arn:aws:profile:us-east-1:123456789012:domains/demo/profiles/{number % 12:x32}")),
        new(OrderNumberId, new($"A-{1000 + number}")),
        new(OrderValueId, new(DoubleValue: 19.5 * number)),
        new(IsVipId, new(BooleanValue: number % 5 == 0)),
        new(DeliveryDateId, new($"2026-10-{1 + (number % 28):00}T09:00:00Z")),
        new(ProductLineId, new(ToValue(ProductLines[number % ProductLines.Length]))),
        new(ProblemId, new(number % 2 == 0 ? "broken" : "wrong")),
        new(OrderPageId, new($"https://shop.example.com/orders/A-{1000 + number}")),
        new(SupervisorId, new(UserArnValue: Agents + DemoIds.Id("0e", 0))),
    ];

    private static string ToValue(string name) => name.ToLower(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Ids that are UUIDs in form, and counted for each kind of thing.</summary>
    private static class DemoIds
    {
        public static string Id(string kind, int number) => $"{kind.PadRight(8, '0')}-0000-4000-8000-{number:x12}";

        public static NewId Of(string kind, int first = 1)
        {
            var next = first;
            return () => Id(kind, next++);
        }
    }

    private sealed class DemoClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan time) => now += time;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The demo in this file is that of an older version. Delete domain {DomainId} and start again to have today's.")]
        public static partial void Outdated(ILogger logger, string domainId);
    }
}
