using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>A server that does not hear of its commit finds out whether there was one.</summary>
public sealed class LostCommitTests
{
    [PostgresTheory]
    [InlineData(Loss.Commit)]
    [InlineData(Loss.Response)]
    public async Task A_write_is_made_once_though_its_commit_or_the_answer_to_it_gets_lost(Loss loss)
    {
        await using var database = new PostgresTestDatabase();
        using var connection = new LossyConnection();
        await using var app = CasesApp.On(database).With("Postgres", connection.ConnectionTo(database.Name));
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        connection.LoseNext(loss);
        var answer = await @case.AddCommentAsync("Hello");

        Assert.True(connection.HasLost);
        var item = Assert.Single((await @case.SearchAsync())["relatedItems"].AsArray());
        Assert.Equal(answer.ShouldSucceed().Id("relatedItemId"), (string)item!["relatedItemId"]!);
        Assert.Equal(2, (await @case.AuditEventsAsync()).Count);
    }
}
