using System.Text.RegularExpressions;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>The same random session gets the same responses with SQLite and with PostgreSQL.</summary>
public sealed partial class DatabasesAgreeTests
{
    private const string Account = "123456789012";

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_random_session_gets_the_same_responses_on_SQLite_and_on_PostgreSQL(int seed)
    {
        await using var file = new SqliteTestDatabase();
        await using var sqlite = CasesApp.On(file).With(CountedIds.Create()).With("Synchronous", "Normal");
        await using var postgres = new CasesApp().With(CountedIds.Create());
        var random = new Random(seed);
        var session = new RandomSession(random, Account);
        var both = new Both(sqlite.ClientOf(Account), postgres.ClientOf(Account), session);

        foreach (var request in session.Beginning())
        {
            await both.SendAsync(request);
        }

        for (var step = 0; step < 400; step++)
        {
            if (random.Next(12) == 0)
            {
                var time = TimeSpan.FromMilliseconds(random.Next(1, 3_600_000));
                sqlite.Clock.Advance(time);
                postgres.Clock.Advance(time);
            }

            if (both.HasPages && random.Next(2) == 0)
            {
                await both.TurnAsync();
            }
            else
            {
                await both.SendAsync(session.Next());
            }
        }

        Assert.InRange(both.Succeeded, 200, int.MaxValue);
        Assert.InRange(both.Turned, 20, int.MaxValue);
    }

    private sealed partial class Both(CasesClient one, CasesClient other, RandomSession session)
    {
        private readonly List<string> log = [];

        // The next page of a listing. Other requests can run between two pages.
        private (SessionRequest Request, string Token, string OtherToken)? page;

        public bool HasPages => page is not null;

        public int Succeeded { get; private set; }

        public int Turned { get; private set; }

        public Task SendAsync(SessionRequest request) => SendAsync(request, request, request);

        public Task TurnAsync()
        {
            var (request, token, otherToken) = page!.Value;
            Turned++;
            return SendAsync(request, request.After(token), request.After(otherToken));
        }

        private async Task SendAsync(SessionRequest request, SessionRequest toOne, SessionRequest toOther)
        {
            var response = await one.SendAsync(toOne.Method, toOne.Path, toOne.Body?.ToJsonString());
            var otherResponse = await other.SendAsync(toOther.Method, toOther.Path, toOther.Body?.ToJsonString());
            log.Add($"{toOne}\n    {Describe(response)}");

            Assert.True((int)response.Status < 500, $"{toOne}\n{Describe(response)}");
            Assert.True(
                Describe(response) == Describe(otherResponse),
                $"Request {log.Count}: {toOne}\nSQLite      {Describe(response)}\nPostgreSQL  {Describe(otherResponse)}\nbefore that\n{string.Join('\n', log.TakeLast(8))}");

            session.Learn(request, response);
            Succeeded += (int)response.Status == 200 ? 1 : 0;
            if (Token(response) is { } token)
            {
                page = (request, token, Token(otherResponse)!);
            }
            else if (toOne != request)
            {
                page = null;
            }
        }

        private static string? Token(ApiResponse response) => TokenMember().Match(response.Text) is { Success: true } match ? match.Groups[1].Value : null;

        // Omits the tokens, because tokens contain row keys, and the ids of requests.
        private static string Describe(ApiResponse response) =>
            $"{(int)response.Status} {response.ErrorType} {RequestId().Replace(TokenMember().Replace(response.Text, "\"nextToken\":…"), "by request …")}";

        [GeneratedRegex("by request [0-9a-f-]{36}")]
        private static partial Regex RequestId();

        [GeneratedRegex("\"nextToken\":\"([^\"]+)\"")]
        private static partial Regex TokenMember();
    }
}
