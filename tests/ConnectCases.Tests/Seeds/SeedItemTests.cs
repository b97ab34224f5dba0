using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Seeds;

/// <summary>How a changed seed finds the related items of its cases again.</summary>
public sealed class SeedItemTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact";
    private const string Customer = "customer_id: arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p";

    private readonly CasesClient client = app.NewAccount();

    [Fact]
    public async Task A_removed_item_can_come_before_the_others()
    {
        await client.SeedAsync(Seed(Case("one", $"{{ contact: {Contact}/c1 }}", $"{{ contact: {Contact}/c2 }}", "{ comment: Kept }")));
        var shorter = Seed(Case("one", $"{{ contact: {Contact}/c2 }}", "{ comment: Kept }"));
        Assert.Equal(["delete support/case/one/relatedItem/1"], await client.SeedAsync(shorter));
        Assert.Empty(await client.SeedAsync(shorter));
        Assert.Equal(["Comment", "Contact"], await TypesAsync("one"));
    }

    [Fact]
    public async Task An_item_between_others_leaves_them_alone()
    {
        await client.SeedAsync(Seed(Case("one", "{ comment: First }", "{ comment: Last }")));
        var longer = Seed(Case("one", "{ comment: First }", $"{{ contact: {Contact}/c1 }}", "{ comment: Last }"));
        Assert.Equal(["create support/case/one/relatedItem/2"], await client.SeedAsync(longer));
        Assert.Empty(await client.SeedAsync(longer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id: 6c0d8b1e-2f3a-4b5c-8d7e-9f0a1b2c3d4e, ")]
    public async Task The_handle_of_a_case_with_an_id_can_change(string itemId)
    {
        const string Id = "id: 0f1e2d3c-4b5a-4697-8877-665544332211, ";
        string[] items = [$"{{ {itemId}comment: Hello }}", $"{{ contact: {Contact}/c1 }}"];
        await client.SeedAsync(Seed(Case("one", items, Id)));
        var renamed = Seed(Case("two", items, Id));
        Assert.Empty(await client.SeedAsync(renamed));
        Assert.Empty(await client.SeedAsync(renamed));
        Assert.Equal(["delete support/case/two/relatedItem/1"], await client.SeedAsync(Seed(Case("two", items[1..], Id))));
    }

    [Fact]
    public async Task A_merged_case_can_leave_the_seed_and_come_back()
    {
        var (one, two) = (Case("one"), Case("two", "{ comment: Moved }"));
        var both = Seed(one + two) + "    merges: [{ primary: one, secondary: two, relatedItems: [Comment] }]\n";
        await client.SeedAsync(both);
        await client.SeedAsync(Seed(one));
        await client.SeedAsync(both);
        Assert.Empty(await client.SeedAsync(both));
        var items = (await (await client.DomainAsync()).Case("one").SearchAsync())["relatedItems"].AsArray();
        Assert.Equal(2, items.Count(item => (string)item!["type"]! == "Comment"));
        Assert.Equal(items.Count, items.Select(item => (string)item!["relatedItemId"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_merged_case_stays_as_it_is()
    {
        var one = Case("one");
        const string Merge = "    merges: [{ primary: one, secondary: two, relatedItems: [Comment] }]\n";
        await client.SeedAsync(Seed(one + Case("two", "{ comment: Moved }")) + Merge);
        Assert.Empty(await client.SeedAsync(Seed(one + Case("two")) + Merge));

        // The merge also linked the two cases.
        Assert.Equal(["Comment", "ConnectCase"], await TypesAsync("one"));
    }

    private static string Seed(string cases) => $"domains:\n  - name: support\n    templates: [{{ name: Plain }}]\n    cases:\n{cases}";

    private static string Case(string handle, params string[] items) => Case(handle, items, "");

    private static string Case(string handle, string[] items, string id) =>
        $"      - {{ handle: {handle}, {id}template: Plain, fields: {{ title: Parcel, {Customer} }}, relatedItems: [{string.Join(", ", items)}] }}\n";

    private async Task<IEnumerable<string>> TypesAsync(string handle) =>
        (await (await client.DomainAsync()).Case(handle).SearchAsync())["relatedItems"].AsArray().Select(item => (string)item!["type"]!).Order();
}
