using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Events;

/// <summary>The events for EventBridge: one envelope for each change that the configuration includes.</summary>
public sealed class EventTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task An_event_of_a_case_has_the_documented_envelope()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Number");
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, """{"doubleValue":12.5}"""));
        await domain.EnableEventsAsync($$"""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"status"},{"id":"{{fieldId}}"},{"id":"summary"}]} } }""");
        var templateId = (string)(await domain.SearchCasesAsync())["cases"][0]!["templateId"]!;

        (await domain.PutAsync(@case.Path, $$$"""{"fields":[{{{Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q")}}}],"performedBy":{"customEntity":"night-batch"}}""")).ShouldSucceed();

        var @event = Assert.Single(await domain.EventsAsync());
        var account = domain.Client.AccessKeyId;
        var id = (string)@event["id"]!;
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {
                  "version": "0",
                  "id": "{{id}}",
                  "detail-type": "Amazon Connect Cases Change",
                  "source": "aws.cases",
                  "account": "{{account}}",
                  "time": "2026-11-02T09:30:00Z",
                  "region": "us-east-1",
                  "resources": [
                    "arn:aws:cases:us-east-1:{{account}}:domain/{{domain.Id}}",
                    "arn:aws:cases:us-east-1:{{account}}:domain/{{domain.Id}}/case/{{@case.Id}}"
                  ],
                  "detail": {
                    "version": "0",
                    "eventType": "CASE.UPDATED",
                    "approximateChangeTime": "2026-11-02T09:30:00.125Z",
                    "performedBy": {
                      "user": { "customEntity": "night-batch" },
                      "iamPrincipalArn": "arn:aws:iam::{{account}}:role/emulator"
                    },
                    "changedFieldIds": ["assigned_queue", "last_updated_datetime"],
                    "case": {
                      "caseId": "{{@case.Id}}",
                      "templateId": "{{templateId}}",
                      "createdDateTime": "2026-11-02T09:30:00.125Z",
                      "fields": {
                        "status": { "value": { "stringValue": "open" } },
                        "{{fieldId}}": { "value": { "doubleValue": 12.5 } }
                      }
                    }
                  }
                }
                """),
            @event), @event.ToJsonString());
    }

    [Fact]
    public async Task A_field_that_was_deleted_since_is_no_longer_included()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        await domain.EnableEventsAsync($$"""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"title"},{"id":"{{fieldId}}"}]} } }""");
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, "a"));
        (await domain.Client.DeleteAsync($"{domain.Path}/fields/{fieldId}")).ShouldSucceed();
        (await @case.UpdateAsync(Value("summary", "b"))).ShouldSucceed();

        var fields = (await domain.EventsAsync()).Select(@event => @event["detail"]!["case"]!["fields"]!.AsObject().Select(field => field.Key));
        Assert.Equal([["title", fieldId], ["title"]], fields);
    }

    [Fact]
    public async Task Every_change_of_a_case_and_of_its_items_leaves_an_event_in_order()
    {
        var domain = await app.CreateDomainAsync();
        await domain.EnableEventsAsync();
        var @case = await domain.CreateCaseAsync();
        var commentId = (await @case.AddCommentAsync("Hello")).Id("relatedItemId");
        await @case.AddSlaAsync("Resolution", 60);
        await @case.UpdateItemAsync(commentId, """{"comment":{"body":"Better","contentType":"Text/Plain"}}""");
        await @case.DeleteItemAsync(commentId);
        await @case.UpdateAsync(Value("status", "closed"));
        (await domain.Client.DeleteAsync($"{domain.Path}{@case.Path}")).ShouldSucceed();
        await @case.AddCommentAsync("Too late");

        var events = await domain.EventsAsync();

        Assert.Equal(
            [
                "CASE.CREATED", "RELATED_ITEM.CREATED comment.commentText", "RELATED_ITEM.CREATED sla.name,sla.status,sla.targetTime",
                "RELATED_ITEM.UPDATED comment.commentText", "RELATED_ITEM.DELETED", "CASE.UPDATED", "RELATED_ITEM.UPDATED sla.status", "CASE.DELETED",
            ],
            events.Select(@event => $"{@event["detail"]!["eventType"]} {Attributes(@event)}".Trim()));
        Assert.Equal(
            ["case_id", "reference_number", "reference_id", "title", "status", "created_datetime", "last_updated_datetime"],
            events[0]["detail"]!["changedFieldIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("{}", events[0]["detail"]!["case"]!["fields"]!.ToJsonString());
        var deleted = events[^1]["detail"]!;
        Assert.Null(deleted["changedFieldIds"]);
        Assert.Equal("{}", deleted["case"]!["fields"]!.ToJsonString());
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)deleted["case"]!["createdDateTime"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_of_an_item_has_its_content_if_the_configuration_includes_it(bool includeContent)
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await domain.EnableEventsAsync($$"""{"enabled":true,"includedData":{"relatedItemData":{"includeContent":{{(includeContent ? "true" : "false")}} } } }""");

        var item = (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed();

        var @event = Assert.Single(await domain.EventsAsync());
        Assert.Equal(item.Id("relatedItemArn"), (string)@event["resources"]![1]!);
        Assert.Equal("[\"contact.contactArn\"]", @event["detail"]!["changedAttributes"]!.ToJsonString());
        Assert.Null(@event["detail"]!["case"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {
                  "relatedItemType": "Contact",
                  "relatedItemId": "{{item.Id("relatedItemId")}}",
                  "caseId": "{{@case.Id}}",
                  "createdDateTime": "2026-11-02T09:30:00.125Z"
                  {{(includeContent ? """, "contact": { "contactArn": "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c", "channel": "VOICE", "connectedToSystemTime": "2026-11-02T09:30:00.125Z" }""" : "")}}
                }
                """),
            @event["detail"]!["relatedItem"]), @event.ToJsonString());
    }

    [Fact]
    public async Task A_breach_leaves_an_event_with_the_overdue_SLA()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddSlaAsync("Resolution", 5);
        await domain.EnableEventsAsync("""{"enabled":true,"includedData":{"relatedItemData":{"includeContent":true}}}""");
        own.Clock.Advance(TimeSpan.FromMinutes(6));

        var detail = Assert.Single(await domain.EventsAsync())["detail"]!;

        Assert.Equal("RELATED_ITEM.UPDATED", (string)detail["eventType"]!);
        Assert.Equal("2026-11-02T09:35:00.125Z", (string)detail["approximateChangeTime"]!);
        Assert.Equal("[\"sla.status\"]", detail["changedAttributes"]!.ToJsonString());
        Assert.Equal("Overdue", (string)detail["relatedItem"]!["sla"]!["slaConfiguration"]!["status"]!);
        Assert.Null(detail["performedBy"]!["user"]);
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_EventBridge_omits_the_included_data()
    {
        var domain = await app.CreateDomainAsync();
        var fields = new List<string>();
        for (var number = 0; number < 70; number++)
        {
            fields.Add(await domain.CreateFieldAsync("Text"));
        }

        await domain.EnableEventsAsync($$"""{"enabled":true,"includedData":{"caseData":{"fields":[{{string.Join(',', fields.Select(id => $$"""{"id":"{{id}}"}"""))}}]} } }""");
        var @case = await domain.CreateCaseAsync(null, [.. fields.Take(30).Select(id => Value(id, new string('a', 4_100)))]);
        (await @case.UpdateAsync([.. fields.Skip(30).Select(id => Value(id, new string('a', 4_100)))])).ShouldSucceed();

        var events = await domain.EventsAsync();
        Assert.Equal(30, events[0]["detail"]!["case"]!["fields"]!.AsObject().Count);
        Assert.Equal("{}", events[1]["detail"]!["case"]!["fields"]!.ToJsonString());
        Assert.Equal(41, events[1]["detail"]!["changedFieldIds"]!.AsArray().Count);
    }

    [Fact]
    public async Task No_event_is_written_when_events_are_disabled_or_a_request_is_refused()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Hello");
        Assert.Empty(await domain.EventsAsync());

        await domain.EnableEventsAsync();
        (await @case.UpdateAsync(Value("status", "nope"))).ShouldBeInvalid();
        (await domain.PutAsync(@case.Path, """{"fields":[]}""")).ShouldSucceed();
        Assert.Empty(await domain.EventsAsync());

        await domain.EnableEventsAsync("""{"enabled":false}""");
        await @case.UpdateAsync(Value("status", "closed"));
        Assert.Empty(await domain.EventsAsync());
    }

    [Fact]
    public async Task Events_are_listed_by_type_and_case_and_paged()
    {
        var domain = await app.CreateDomainAsync();
        await domain.EnableEventsAsync();
        var first = await domain.CreateCaseAsync();
        var second = await domain.CreateCaseAsync();
        await first.AddCommentAsync("Hello");

        Assert.Equal([first.Id, second.Id], (await domain.EventsAsync("&type=CASE.CREATED")).Select(@event => (string)@event["detail"]!["case"]!["caseId"]!));
        Assert.Equal(2, (await domain.EventsAsync($"&caseId={first.Id}")).Count);
        Assert.Single(await domain.EventsAsync($"&caseId={first.Id}&type=RELATED_ITEM.CREATED"));

        var page = (await GetAsync($"?domainId={domain.Id}&maxResults=2")).ShouldSucceed();
        Assert.Equal(2, page["events"].AsArray().Count);
        var rest = (await GetAsync($"?domainId={domain.Id}&maxResults=2&nextToken={page.Id("nextToken")}")).ShouldSucceed();
        Assert.Equal("RELATED_ITEM.CREATED", (string)Assert.Single(rest["events"].AsArray())!["detail"]!["eventType"]!);
        Assert.Null(rest.Json["nextToken"]);
        (await GetAsync($"?nextToken={page.Id("nextToken")}")).ShouldBeInvalid("nextToken");
        (await GetAsync("?type=CASE.OPENED")).ShouldBeInvalid("'type'", "CASE.CREATED");
        (await GetAsync("?maxResults=101")).ShouldBeInvalid("'maxResults'");
        (await GetAsync("?maxResults=x")).ShouldFail(HttpStatusCode.BadRequest, "SerializationException");

        Task<ApiResponse> GetAsync(string query) => domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/events{query}", null);
    }

    [Fact]
    public async Task Types_can_be_spelled_in_lower_case()
    {
        await using var lower = new CasesApp().With("EventRelatedItemTypes", "LowerCase");
        var domain = await lower.CreateDomainAsync();
        await domain.EnableEventsAsync();
        await (await domain.CreateCaseAsync()).AddCommentAsync("Hello");
        Assert.Equal("comment", (string)(await domain.EventsAsync())[1]["detail"]!["relatedItem"]!["relatedItemType"]!);
    }

    private static string Attributes(JsonNode @event) =>
        string.Join(',', @event["detail"]!["changedAttributes"]?.AsArray().Select(path => (string)path!) ?? []);
}
