using ConnectCases.Api.Cases.Batches;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using static ConnectCases.Tests.Api.Cases.BatchUpdateSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>BatchUpdateCase (contract-delta.md 2.1).</summary>
public sealed class BatchUpdateCaseTests : IAsyncLifetime
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";
    private const string Profile = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p";
    private const string Found = "\"title\":\"Found parcel\"";
    private const string Token = "\"clientToken\":\"token\"";
    private const string Empty = """{"emptyValue":{}}""";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_response_lists_cases_by_id_and_by_reference_id_in_the_order_of_the_request()
    {
        var cases = await domain.CreateCasesAsync(4);
        var references = new List<string>();
        foreach (var @case in cases)
        {
            references.Add(await @case.ReferenceIdAsync());
        }

        var response = (await domain.BatchUpdateAsync(
            Found,
            ById(cases[2].Id),
            ByReference(references[0]),
            ById("nope-1"),
            ByReference(references[3].ToLowerInvariant()),
            ById("nope-0"),
            ById(cases[1].Id))).ShouldSucceed();

        int[] order = [2, 0, 3, 1];
        var expected = order.Select(index =>
            $$$"""{"caseIdentifier":{"caseId":"{{{cases[index].Id}}}","referenceId":"{{{references[index]}}}"}}""");
        Assert.Equal($"[{string.Join(',', expected)}]", response["successfulCases"].ToJsonString());
        Assert.Equal(["nope-1 CASE_NOT_FOUND", "nope-0 CASE_NOT_FOUND"], Failures(response));
        foreach (var @case in cases)
        {
            Assert.Equal("Found parcel", await @case.TextAsync("title"));
        }
    }

    [Fact]
    public async Task Fields_are_given_by_id_and_by_name()
    {
        var @case = await domain.CreateCaseAsync();
        var weight = await domain.CreateFieldAsync("Number");
        var fragile = await domain.CreateFieldAsync("Boolean");

        (await UpdateFieldsAsync(
            [
                OfId("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"),
                OfName("Summary", "Something"),
                OfId(weight, """{"doubleValue":12.5}"""),
                OfName(await domain.NameOfAsync(fragile), """{"booleanValue":true}"""),
            ],
            @case)).ShouldSucceed();

        var values = await @case.GetAsync("assigned_queue", "summary", weight, fragile);
        Assert.Equal("arn:aws:connect:us-east-1:123456789012:instance/i/queue/q", (string)values["assigned_queue"]["stringValue"]!);
        Assert.Equal("Something", (string)values["summary"]["stringValue"]!);
        Assert.Equal(12.5, (double)values[weight]["doubleValue"]!);
        Assert.True((bool)values[fragile]["booleanValue"]!);
    }

    [Fact]
    public async Task Title_status_and_customer_are_members_of_the_request_beside_fields()
    {
        var @case = await domain.CreateCaseAsync(null, Value("summary", "Something"));

        (await domain.BatchUpdateAsync(
            $$"""{{Found}},"status":"closed","customerId":"{{Profile}}","fields":[{{OfId("summary", Empty)}}]""",
            ById(@case.Id))).ShouldSucceed();

        Assert.Equal("Found parcel", await @case.TextAsync("title"));
        Assert.Equal("closed", await @case.TextAsync("status"));
        Assert.Equal(Profile, await @case.TextAsync("customer_id"));
        Assert.Null(await @case.TextAsync("summary"));
    }

    [Fact]
    public async Task An_empty_customer_is_none()
    {
        var @case = await domain.CreateCaseAsync(null, Value("customer_id", Profile));

        Assert.Equal([@case.Id], Successes(await domain.BatchUpdateAsync("\"customerId\":\"\"", ById(@case.Id))));

        Assert.Empty(await @case.GetAsync("customer_id"));
    }

    [Fact]
    public async Task The_change_of_each_case_is_in_its_audit_history()
    {
        var cases = await domain.CreateCasesAsync(2);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await domain.BatchUpdateAsync(
            $$"""{{Found}},"performedBy":{"userArn":"{{Agent}}"}""", [.. cases.Select(@case => ById(@case.Id))])).ShouldSucceed();

        foreach (var @case in cases)
        {
            var events = await @case.AuditEventsAsync();
            Assert.Equal(["Case.Updated", "Case.Created"], events.Select(@event => (string)@event["type"]!));
            Assert.Equal(app.Now(), (string)events[0]["performedTime"]!);
            Assert.Equal($$"""{"userArn":"{{Agent}}"}""", events[0]["performedBy"]!["user"]!.ToJsonString());
            Assert.Equal(
                """{"eventFieldId":"title","oldValue":{"stringValue":"Lost parcel"},"newValue":{"stringValue":"Found parcel"}}""",
                events[0]["fields"]![0]!.ToJsonString());
            Assert.Equal(Agent, (string)(await @case.GetAsync("last_updated_user"))["last_updated_user"]["userArnValue"]!);
        }
    }

    [Fact]
    public async Task An_event_leaves_for_each_case_that_changed()
    {
        await domain.EnableEventsAsync();
        var cases = await domain.CreateCasesAsync(2);

        (await domain.BatchUpdateAsync(Found, ById(cases[1].Id), ById("nope"), ById(cases[0].Id))).ShouldSucceed();

        var updates = (await domain.EventsAsync()).Select(@event => @event["detail"]!)
            .Where(detail => (string)detail["eventType"]! == "CASE.UPDATED").ToList();
        Assert.Equal(
            cases.Select(@case => @case.Id).Order(), updates.Select(detail => (string)detail["case"]!["caseId"]!).Order());
        Assert.All(updates, detail => Assert.Equal(
            """["title","last_updated_datetime"]""", detail["changedFieldIds"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_status_that_is_the_target_of_an_SLA_ends_it()
    {
        var cases = await domain.CreateCasesAsync(2);
        foreach (var @case in cases)
        {
            await @case.AddSlaAsync("Resolution", 60);
        }

        (await domain.BatchUpdateAsync("\"status\":\"closed\"", [.. cases.Select(@case => ById(@case.Id))])).ShouldSucceed();

        foreach (var @case in cases)
        {
            var item = Assert.Single((await @case.SearchAsync()).ShouldSucceed()["relatedItems"].AsArray())!;
            Assert.Equal("Met", (string)item["content"]!["sla"]!["slaConfiguration"]!["status"]!);
            Assert.Equal(app.Now(), await @case.TextAsync("last_closed_datetime"));
            Assert.Null(await @case.TextAsync("next_sla_breach_datetime"));
        }
    }

    [Fact]
    public async Task Refuses_a_domain_that_does_not_exist_for_the_caller()
    {
        var @case = await domain.CreateCaseAsync();
        var stranger = new TestDomain(app.NewAccount(), domain.Id);
        var unknown = new TestDomain(domain.Client, "nope");

        (await app.WritesNothingAsync(() => stranger.BatchUpdateAsync(Found, ById(@case.Id)))).ShouldNotBeFound("Domain");
        (await app.WritesNothingAsync(() => unknown.BatchUpdateAsync(Found, ById(@case.Id)))).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task Refuses_a_reference_id_that_no_case_of_the_domain_has()
    {
        var @case = await domain.CreateCaseAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();

        foreach (var referenceId in new[] { "nope", await elsewhere.ReferenceIdAsync() })
        {
            var response = await app.WritesNothingAsync(
                () => domain.BatchUpdateAsync(Found, ById(@case.Id), ByReference(referenceId)));
            Assert.Equal(referenceId, response.ShouldNotBeFound("Case").Id("resourceId"));
        }
    }

    [Fact]
    public async Task Refuses_the_same_case_twice_however_it_is_given()
    {
        var (@case, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        (await @case.UpdateAsync(Value("reference_id", "Parcel-1"))).ShouldSucceed();

        (string One, string Again)[] spellings =
        [
            (ById(@case.Id), ById(@case.Id)),
            (ByReference("Parcel-1"), ByReference("Parcel-1")),
            (ByReference("PARCEL-1"), ByReference("parcel-1")),
            (ById(@case.Id), ByReference("Parcel-1")),
            (ByReference("parcel-1"), ById(@case.Id)),
        ];
        foreach (var (one, again) in spellings)
        {
            (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(Found, one, ById(other.Id), again)))
                .ShouldBeInvalid("cases", @case.Id, "twice");
        }

        (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(Found, ById("nope"), ById(other.Id), ById("nope"))))
            .ShouldBeInvalid("cases", "'nope'", "twice");
    }

    [Fact]
    public async Task Refuses_an_empty_list_of_cases() =>
        (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(Found))).ShouldBeInvalid("cases", "it has 0");

    [Theory]
    [InlineData("\"fields\":[]")]
    [InlineData("\"fields\":null,\"title\":null,\"status\":null,\"customerId\":null")]
    [InlineData("\"performedBy\":{\"customEntity\":\"night-batch\"},\"clientToken\":\"token\"")]
    public async Task Refuses_to_update_nothing(string members)
    {
        var @case = await domain.CreateCaseAsync();
        (await app.WritesNothingAsync(() => domain.BatchUpdateAsync(members, ById(@case.Id)))).ShouldBeInvalid("nothing to update");
    }

    [Fact]
    public async Task Refuses_fields_that_the_domain_does_not_have()
    {
        var @case = await domain.CreateCaseAsync();
        var elsewhere = await TestDomain.CreateAsync(domain.Client);
        var strange = await elsewhere.CreateFieldAsync("Text");
        var strangeName = (string)(await elsewhere.GetFieldAsync(strange))["name"]!;

        await ShouldRefuseAsync(@case, [OfId("nope", "a")], "fields", "nope");
        await ShouldRefuseAsync(@case, [OfName("Nope", "a")], "fields", "Nope");
        await ShouldRefuseAsync(@case, [OfName("assigned_queue", "a")], "fields", "assigned_queue");
        await ShouldRefuseAsync(@case, [OfId("Summary", "a")], "fields", "Summary");
        await ShouldRefuseAsync(@case, [OfId(strange, "a")], "fields", strange);
        await ShouldRefuseAsync(@case, [OfName(strangeName, "a")], "fields", strangeName);
    }

    [Fact]
    public async Task A_deleted_field_no_longer_has_its_name()
    {
        var @case = await domain.CreateCaseAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var name = await domain.NameOfAsync(fieldId);
        await domain.DeleteFieldAsync(fieldId);

        await ShouldRefuseAsync(@case, [OfName(name, "a")], "fields", name);

        var successor = (await domain.PostAsync("/fields", $$"""{"name":"{{name}}","type":"Text"}""")).ShouldSucceed().Id("fieldId");
        Assert.Equal([@case.Id], Successes(await UpdateFieldsAsync([OfName(name, "a")], @case)));
        Assert.Equal("a", await @case.TextAsync(successor));
    }

    [Theory]
    [InlineData("Size|Weight")]
    [InlineData("Size, Weight")]
    public async Task Refuses_a_name_with_a_separator_of_a_field_that_its_id_sets(string name)
    {
        var @case = await domain.CreateCaseAsync();
        var fieldId = (await domain.PostAsync("/fields", $$"""{"name":"{{name}}","type":"Text"}""")).ShouldSucceed().Id("fieldId");

        await ShouldRefuseAsync(@case, [OfName(name, "a")], "fields", name, "by its id");

        Assert.Equal([@case.Id], Successes(await UpdateFieldsAsync([OfId(fieldId, "a")], @case)));
        Assert.Equal("a", await @case.TextAsync(fieldId));
    }

    [Fact]
    public async Task Refuses_a_name_that_two_fields_have()
    {
        var @case = await domain.CreateCaseAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        using (var db = app.OpenDatabase())
        {
            await db.Fields.Where(field => field.FieldId == fieldId)
                .ExecuteUpdateAsync(field => field.SetProperty(row => row.Name, "Reference ID"));
        }

        await ShouldRefuseAsync(@case, [OfName("Reference ID", "a")], "fields", "Reference ID", "by id");

        Assert.Equal([@case.Id], Successes(await UpdateFieldsAsync([OfId(fieldId, "a")], @case)));
    }

    [Theory]
    [InlineData("title", "Title")]
    [InlineData("status", "Status")]
    [InlineData("customer_id", "Customer")]
    public async Task Refuses_among_the_fields_what_is_a_member_of_the_request(string fieldId, string name)
    {
        var @case = await domain.CreateCaseAsync();
        await ShouldRefuseAsync(@case, [OfId("summary", "a"), OfId(fieldId, "open")], "fields", fieldId);
        await ShouldRefuseAsync(@case, [OfId("summary", "a"), OfName(name, "open")], "fields", fieldId);
    }

    [Fact]
    public async Task Refuses_the_same_field_twice_however_it_is_given()
    {
        var @case = await domain.CreateCaseAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var name = await domain.NameOfAsync(fieldId);

        await ShouldRefuseAsync(@case, [OfId(fieldId, "a"), OfId(fieldId, "b")], fieldId, "twice");
        await ShouldRefuseAsync(@case, [OfName(name, "a"), OfName(name, "b")], fieldId, "twice");
        await ShouldRefuseAsync(@case, [OfId(fieldId, "a"), OfId("summary", "c"), OfName(name, "b")], fieldId, "twice");
        await ShouldRefuseAsync(@case, [OfName("Summary", "a"), OfId("summary", "a")], "summary", "twice");
    }

    [Fact]
    public async Task Refuses_more_cases_or_fields_than_the_settings_allow()
    {
        Assert.Equal((100, 220), (new EmulatorOptions().BatchCases, new EmulatorOptions().BatchFields));
        await using var small = new CasesApp().With("BatchCases", "2").With("BatchFields", "2");
        domain = await small.CreateDomainAsync();
        var cases = await domain.CreateCasesAsync(3);
        string[] fields = [OfId("summary", "a"), OfId("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/b"), OfName("Assigned user", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/c")];

        (await small.WritesNothingAsync(() => domain.BatchUpdateAsync(Found, [.. cases.Select(@case => ById(@case.Id))])))
            .ShouldBeInvalid("cases", "between 1 and 2", "it has 3");
        (await small.WritesNothingAsync(() => UpdateFieldsAsync(fields, cases[0])))
            .ShouldBeInvalid("fields", "at most 2", "it has 3");
        Assert.Equal(
            [cases[0].Id, cases[1].Id], Successes(await UpdateFieldsAsync(fields[1..], cases[0], cases[1])));
    }

    [Fact]
    public async Task A_case_that_does_not_exist_fails_alone()
    {
        var @case = await domain.CreateCaseAsync();
        var deleted = await domain.CreateCaseAsync();
        (await domain.DeleteAsync(deleted.Path)).ShouldSucceed();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();

        var response = await domain.BatchUpdateAsync(Found, ById(deleted.Id), ById(@case.Id), ById(elsewhere.Id));

        Assert.Equal([@case.Id], Successes(response));
        Assert.Equal([$"{deleted.Id} CASE_NOT_FOUND", $"{elsewhere.Id} CASE_NOT_FOUND"], Failures(response));
        var failure = response["failedCases"][0]!;
        Assert.Equal($$"""{"caseId":"{{deleted.Id}}"}""", failure["caseIdentifier"]!.ToJsonString());
        Assert.Contains(deleted.Id, (string)failure["errorMessage"]!, StringComparison.Ordinal);
        Assert.Equal("Found parcel", await @case.TextAsync("title"));
        Assert.Equal("Lost parcel", await elsewhere.TextAsync("title"));
    }

    [Theory]
    [InlineData("\"title\":\"\"", "title")]
    [InlineData("\"status\":\"\"", "status")]
    [InlineData("\"status\":\"lost\"", "lost")]
    [InlineData("\"customerId\":\"p\"", "customer_id")]
    [InlineData("\"fields\":[{\"fieldIdentifier\":{\"id\":\"summary\"},\"value\":{\"doubleValue\":1}}]", "summary")]
    [InlineData("\"fields\":[{\"fieldIdentifier\":{\"id\":\"case_id\"},\"value\":{\"stringValue\":\"a\"}}]", "case_id")]
    [InlineData("\"fields\":[{\"fieldIdentifier\":{\"name\":\"Created By\"},\"value\":{\"emptyValue\":{}}}]", "created_by")]
    [InlineData("\"fields\":[{\"fieldIdentifier\":{\"id\":\"reference_id\"},\"value\":{\"stringValue\":\"a b\"}}]", "reference_id")]
    [InlineData("\"fields\":[{\"fieldIdentifier\":{\"id\":\"reference_id\"},\"value\":{\"emptyValue\":{}}}]", "reference_id")]
    public async Task A_value_that_a_case_cannot_have_fails_on_each_case(string members, string mention)
    {
        var cases = await domain.CreateCasesAsync(2);

        var response = await domain.BatchUpdateAsync(members, [.. cases.Select(@case => ById(@case.Id))]);

        Assert.Empty(Successes(response));
        Assert.Equal(cases.Select(@case => $"{@case.Id} VALIDATION_ERROR"), Failures(response));
        Assert.All(response["failedCases"].AsArray(), failure =>
            Assert.Contains(mention, (string)failure!["errorMessage"]!, StringComparison.Ordinal));
        foreach (var @case in cases)
        {
            var identifier = response["failedCases"][cases.IndexOf(@case)]!["caseIdentifier"]!;
            Assert.Equal(await @case.ReferenceIdAsync(), (string)identifier["referenceId"]!);
            Assert.Null(identifier["referenceNumber"]);
            Assert.Single(await @case.AuditEventsAsync());
        }
    }

    [Fact]
    public async Task What_the_template_of_one_case_demands_fails_on_that_case_alone()
    {
        var fieldId = await domain.CreateFieldAsync("Text");
        var strict = await domain.CreateCaseAsync(await domain.CreateTemplateAsync(fieldId), Value(fieldId, "a"));
        var lax = await domain.CreateCaseAsync(null, Value(fieldId, "a"));

        var response = await UpdateFieldsAsync([OfId(fieldId, Empty), OfId("summary", "Something")], strict, lax);

        Assert.Equal([lax.Id], Successes(response));
        Assert.Equal([$"{strict.Id} VALIDATION_ERROR"], Failures(response));
        Assert.Contains(fieldId, (string)response["failedCases"][0]!["errorMessage"]!, StringComparison.Ordinal);
        Assert.Equal("a", await strict.TextAsync(fieldId));
        Assert.Null(await strict.TextAsync("summary"));
        Assert.Null(await lax.TextAsync(fieldId));
        Assert.Equal("Something", await lax.TextAsync("summary"));
    }

    [Fact]
    public async Task A_deleted_field_is_set_by_id_on_the_cases_that_have_it()
    {
        var fieldId = await domain.CreateFieldAsync("Text");
        var (without, with) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync(null, Value(fieldId, "a")));
        await domain.DeleteFieldAsync(fieldId);

        var response = await UpdateFieldsAsync([OfId(fieldId, "b")], without, with);

        Assert.Equal([with.Id], Successes(response));
        Assert.Equal([$"{without.Id} VALIDATION_ERROR"], Failures(response));
        Assert.Equal("b", await with.TextAsync(fieldId));
    }

    [Fact]
    public async Task A_case_that_is_being_merged_into_another_is_in_conflict()
    {
        var (merging, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        await merging.HoldInMergeAsync();

        var response = await domain.BatchUpdateAsync(Found, ById(merging.Id), ById(other.Id));

        Assert.Equal([other.Id], Successes(response));
        Assert.Equal([$"{merging.Id} CONFLICT"], Failures(response));
        Assert.Equal("Lost parcel", await merging.TextAsync("title"));
        Assert.Equal("Found parcel", await other.TextAsync("title"));
    }

    [Fact]
    public async Task A_reference_id_is_given_to_one_case_and_the_others_are_in_conflict()
    {
        var cases = await domain.CreateCasesAsync(3);

        var response = await UpdateFieldsAsync([OfName("Reference ID", "Parcel-1")], [.. cases]);

        var winner = Assert.Single(Successes(response));
        Assert.Equal(
            cases.Where(@case => @case.Id != winner).Select(@case => $"{@case.Id} CONFLICT"), Failures(response));
        Assert.Equal("Parcel-1", (string)response["successfulCases"][0]!["caseIdentifier"]!["referenceId"]!);
        Assert.Equal([winner], Successes(await domain.BatchUpdateAsync(Found, ByReference("PARCEL-1"))));
    }

    [Fact]
    public async Task A_storage_failure_is_reported_for_each_case_and_a_retry_updates_the_cases()
    {
        var cases = await domain.CreateCasesAsync(2);
        string[] identifiers = [.. cases.Select(@case => ById(@case.Id))];
        await app.Database.RefuseUpdatesAsync("CaseValues");

        var response = await domain.BatchUpdateAsync($"{Found},{Token}", identifiers);

        Assert.Equal(cases.Select(@case => $"{@case.Id} INTERNAL_ERROR"), Failures(response));
        await app.Database.AllowUpdatesAsync("CaseValues");
        Assert.Equal(
            cases.Select(@case => @case.Id),
            Successes(await domain.BatchUpdateAsync($"{Found},{Token}", identifiers)));
        Assert.Equal("Found parcel", await cases[1].TextAsync("title"));
    }

    [Fact]
    public void Every_refusal_has_an_error_code()
    {
        (ServiceException Refusal, string Code)[] codes =
        [
            (new ResourceNotFoundException("Domain", "d", hint: $"x"), "DOMAIN_NOT_FOUND"),
            (new ResourceNotFoundException("Case", "c", hint: $"x"), "CASE_NOT_FOUND"),
            (new ValidationException(Refusal.Constraint, $"v", hint: $"x"), "VALIDATION_ERROR"),
            (new ConflictException(Refusal.NameInUse, $"c", hint: $"x"), "CONFLICT"),
            (new ServiceQuotaExceededException($"s", hint: $"x"), "SERVICE_QUOTA_EXCEEDED"),
            (new ResourceNotFoundException("Template", "t", hint: $"x"), "INTERNAL_ERROR"),
            (new InternalServerException("r"), "INTERNAL_ERROR"),
        ];
        Assert.All(codes, row => Assert.Equal(row.Code, CaseEntryErrorCode.Of(row.Refusal)));
    }

    private Task<ApiResponse> UpdateFieldsAsync(IEnumerable<string> fields, params TestCase[] cases) => domain.BatchUpdateAsync(
        $"\"fields\":[{string.Join(',', fields)}]", [.. cases.Select(@case => ById(@case.Id))]);

    private async Task ShouldRefuseAsync(TestCase @case, IEnumerable<string> fields, params string[] mentions) =>
        (await app.WritesNothingAsync(() => UpdateFieldsAsync(fields, @case))).ShouldBeInvalid(mentions);
}
