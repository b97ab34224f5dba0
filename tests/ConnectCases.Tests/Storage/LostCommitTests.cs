using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>A server that receives no response to COMMIT finds out whether the database committed.</summary>
public sealed class LostCommitTests
{
    [PostgresTheory]
    [InlineData(Loss.Commit)]
    [InlineData(Loss.Response)]
    public async Task A_write_is_made_once_although_its_commit_or_the_response_to_it_is_lost(Loss loss)
    {
        await using var database = new PostgresTestDatabase();
        using var connection = new LossyConnection();
        await using var app = CasesApp.On(database).With("Postgres", connection.ConnectionTo(database.Name));
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        connection.LoseNext(loss);
        var response = await @case.AddCommentAsync("Hello");

        Assert.True(connection.HasLost);
        var item = Assert.Single((await @case.SearchAsync())["relatedItems"].AsArray());
        Assert.Equal(response.ShouldSucceed().Id("relatedItemId"), (string)item!["relatedItemId"]!);
        Assert.Equal(2, (await @case.AuditEventsAsync()).Count);
    }
}
