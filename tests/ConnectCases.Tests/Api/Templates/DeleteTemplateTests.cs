using System.Net;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Templates;

public sealed class DeleteTemplateTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_deleted_template_can_be_read_but_not_listed()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync("summary");
        var kept = await domain.CreateTemplateAsync();
        var live = (await domain.PostAsync($"/templates/{templateId}")).Text;
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed().Text);

        Assert.Equal(
            live.Replace("\"deleted\":false", "\"deleted\":true", StringComparison.Ordinal),
            (await domain.PostAsync($"/templates/{templateId}")).ShouldSucceed().Text);
        Assert.Equal([kept], await domain.ListAsync("/templates-list", "templates", "templateId"));
        Assert.Equal([kept], await domain.ListAsync("/templates-list?status=Active&status=Inactive", "templates", "templateId"));
    }

    [Fact]
    public async Task No_case_is_created_from_it()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId))).ShouldBeInvalid(templateId, "deleted");
    }

    [Fact]
    public async Task Its_cases_keep_it_and_stay_usable()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync("summary");
        var @case = await domain.CreateCaseAsync(templateId, Value("summary", "Something"));

        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        (await @case.AddCommentAsync("Hello")).ShouldSucceed();
        var read = (await @case.PostAsync("", """{"fields":[{"id":"title"}]}""")).ShouldSucceed();
        Assert.Equal(templateId, read.Id("templateId"));
        Assert.Equal($"[{Value("title", "Found parcel")}]", read["fields"].ToJsonString());
        Assert.Equal([templateId], await domain.ListAsync("/cases-search", "cases", "templateId"));
    }

    [Fact]
    public async Task A_second_deletion_changes_nothing_and_the_name_is_free_again()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = (await domain.PostAsync("/templates", """{"name":"Returns"}""")).ShouldSucceed().Id("templateId");
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/templates/{templateId}"))).ShouldSucceed();

        Assert.NotEqual(templateId, (await domain.PostAsync("/templates", """{"name":"Returns"}""")).ShouldSucceed().Id("templateId"));
    }

    [Fact]
    public async Task Only_inactive_templates_can_be_deleted_where_that_is_asked_for()
    {
        await using var strict = new CasesApp().With("TemplateDeletion", "InactiveOnly");
        var domain = await strict.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();

        (await strict.WritesNothingAsync(() => domain.DeleteAsync($"/templates/{templateId}")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", templateId, "Inactive");
        Assert.False((bool)(await domain.PostAsync($"/templates/{templateId}"))["deleted"]);

        (await domain.PutAsync($"/templates/{templateId}", """{"status":"Inactive"}""")).ShouldSucceed();
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();
    }

    [Fact]
    public async Task A_domain_deletes_100_templates_and_what_is_deleted_already_does_not_count()
    {
        await using var small = new CasesApp().With("Quotas:DeletedTemplatesPerDomain", "1");
        var domain = await small.CreateDomainAsync();
        var first = await domain.CreateTemplateAsync();
        var second = await domain.CreateTemplateAsync();

        (await domain.DeleteAsync($"/templates/{first}")).ShouldSucceed();
        (await domain.DeleteAsync($"/templates/{second}"))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "1 deleted template");
        (await domain.DeleteAsync($"/templates/{first}")).ShouldSucceed();

        Assert.Equal([second], await domain.ListAsync("/templates-list", "templates", "templateId"));
        await domain.CreateCaseAsync(second);
    }

    [Fact]
    public async Task An_unknown_template_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.DeleteAsync("/templates/nope")).ShouldNotBeFound("Template");
        (await domain.Client.DeleteAsync("/domains/nope/templates/nope")).ShouldNotBeFound("Domain");
    }
}
