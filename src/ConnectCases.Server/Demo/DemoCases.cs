using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Merges;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Demo;

/// <summary>The cases of the demo with their related items.</summary>
internal sealed class DemoCases(CasesDbContext unit, IServiceProvider services, DemoClock clock, DemoIdGenerator ids)
    : DemoContent(unit, services)
{
    private const int Cases = 36;

    private static readonly string[] Titles =
    [
        "Parcel did not arrive",
        "Wrong item delivered",
        "Refund is late",
        "Charged twice",
        "Cannot sign in",
        "Screen is broken",
    ];

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

    public void Seed()
    {
        for (var number = 1; number <= Cases; number++)
        {
            SeedCase(number);
        }

        SeedMerge();
    }

    private void SeedCase(int number)
    {
        var caseId = DemoIds.Case(number);
        var agent = new UserUnion(UserArn: Agents + DemoIds.Of("0e", number % 3));
        ids.BeginCase(number);
        clock.Advance(TimeSpan.FromMinutes(48));
        Get<CaseService>().Create(
            Unit, DemoIds.Domain, new(DemoIds.Template, ValuesOf(number), ClientToken: null, agent, Tags: null));
        Save();

        SeedItems(number, caseId, agent);
        if (number % 3 == 0)
        {
            SetStatus(caseId, number % 2 == 0 ? "pending" : SystemFields.Closed);
        }

        if (number % 9 == 0)
        {
            SetStatus(caseId, SystemFields.Open);
        }
    }

    private void SeedItems(int number, string caseId, UserUnion agent)
    {
        var contactArn = DemoIds.ContactArn(number);
        Get<IOptions<EmulatorOptions>>().Value.Contacts.Add(
            new() { ContactArn = contactArn, Channel = Channels[number % Channels.Length] });
        Add(caseId, agent, RelatedItemType.Contact, new(Contact: new(contactArn)));
        for (var comment = 0; comment <= number % Comments.Length; comment++)
        {
            Add(caseId, agent, RelatedItemType.Comment, new(Comment: new(Comments[comment], CommentBodyTextType.TextPlain)));
        }

        if (number % 4 == 0)
        {
            Add(caseId, agent, RelatedItemType.File, new(File: new(DemoIds.FileArn(number))));
        }

        // Some SLAs are met, some are missed, and some run for more than a year.
        Add(caseId, agent, RelatedItemType.Sla, new(Sla: new(new SlaInputConfiguration(
            "Resolution",
            SlaType.CaseField,
            SystemFields.Status,
            [new(SystemFields.Closed)],
            number % 2 == 0 ? 400 * 24 * 60 : (number % 4) * 60))));
        if (number % 5 == 2)
        {
            Add(caseId, agent, RelatedItemType.ConnectCase, new(ConnectCase: new(DemoIds.Case(number - 1))));
        }

        if (number % 6 == 0)
        {
            Add(caseId, agent, RelatedItemType.Custom, new(Custom: new(
                [new(DemoIds.Carrier, new("Parcel Post")), new(DemoIds.TrackingNumber, new($"PP{7_000_000 + number}"))])));
        }
    }

    /// <summary>Merges two cases of one customer.</summary>
    private void SeedMerge()
    {
        ids.BeginMerge();
        clock.Advance(TimeSpan.FromMinutes(30));
        var merge = Get<MergeService>().Start(Unit, DemoIds.Domain, DemoIds.Case(23), new(
            [DemoIds.Case(DemoIds.MergedCase)],
            [new(DemoIds.Case(DemoIds.MergedCase), [new(DemoIds.OrderNumber)])],
            new(Contact: true, Comment: true, ConnectCase: null, Custom: null)));
        Unit.SaveChanges();
        Get<MergeCompletion>().Run(Unit, Unit.Domains.Single(domain => domain.Key == merge.DomainKey), merge);
        Save();
    }

    private void Add(string caseId, UserUnion agent, RelatedItemType type, RelatedItemInputContent content)
    {
        clock.Advance(TimeSpan.FromMinutes(7));
        Get<RelatedItemService>().Create(Unit, DemoIds.Domain, caseId, new(type, content, agent));
        Save();
    }

    private void SetStatus(string caseId, string status)
    {
        clock.Advance(TimeSpan.FromHours(2));
        Get<CaseService>().Update(Unit, DemoIds.Domain, caseId, new(
            [new(SystemFields.Status, new(status))], new UserUnion(CustomEntity: "night-batch")));
        Save();
    }

    private static FieldValue[] ValuesOf(int number) =>
    [
        new(SystemFields.ReferenceNumber, new($"{20_260_000 + number}")),
        new(SystemFields.ReferenceId, new(DemoIds.ReferenceId(number))),
        new(SystemFields.Title, new(Titles[number % Titles.Length])),
        new("case_reason", new(Reasons[number % Reasons.Length])),
        new(SystemFields.CustomerId, new(
            $"arn:aws:profile:us-east-1:123456789012:domains/demo/profiles/{number % 12:x32}")),
        new(DemoIds.OrderNumber, new($"A-{1000 + number}")),
        new(DemoIds.OrderValue, new(DoubleValue: 19.5 * number)),
        new(DemoIds.IsVip, new(BooleanValue: number % 5 == 0)),
        new(DemoIds.DeliveryDate, new($"2026-10-{1 + (number % 28):00}T09:00:00Z")),
        new(DemoIds.ProductLine, new(ToValue(ProductLines[number % ProductLines.Count]))),
        new(DemoIds.Problem, new(number % 2 == 0 ? "broken" : "wrong")),
        new(DemoIds.OrderPage, new($"https://shop.example.com/orders/A-{1000 + number}")),
        new(DemoIds.Supervisor, new(UserArnValue: Agents + DemoIds.Of("0e", 0))),
    ];
}
