using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Merges;
using ConnectCases.Persistence;
using ConnectCases.RelatedItems;

namespace ConnectCases.Emulator;

internal sealed partial class DemoSeed
{
    private const string Agents = "arn:aws:connect:us-east-1:123456789012:instance/5d9d2e11/agent/";

    private static readonly string[] Titles =
        ["Parcel did not arrive", "Wrong item delivered", "Refund is late", "Charged twice", "Cannot sign in", "Screen is broken"];

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

    private void PlantCase(CasesDbContext unit, int number)
    {
        var audit = new AuditTrail(caller, DemoIds.Of($"a{number:x2}"));
        var outbox = new Outbox(caller, DemoIds.Of($"e{number:x2}"), options);
        var cases = new CaseService(
            db, writes, caller, clock, DemoIds.Of("0c", number), audit, outbox, new(audit, outbox, new(audit, outbox)), options);
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

    /// <summary>Two cases of one customer become one.</summary>
    private void PlantMerge(CasesDbContext unit)
    {
        clock.Advance(TimeSpan.FromMinutes(30));
        var newId = DemoIds.Of("09");
        var merge = new MergeService(db, writes, caller, clock, newId, merges, options).Start(unit, DomainId, CaseId(23), new(
            [CaseId(MergedCase)],
            [new(CaseId(MergedCase), [new(OrderNumberId)])],
            new(Contact: true, Comment: true, ConnectCase: null, Custom: null)));
        unit.SaveChanges();
        MergeCompletion.Run(unit, merge, newId, options, clock.GetUtcNow());
        Save(unit);
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

    private static FieldValue[] ValuesOf(int number) =>
    [
        new(SystemFields.ReferenceNumber, new($"{20_260_000 + number}")),
        new(SystemFields.ReferenceId, new(ReferenceId(number))),
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
}
