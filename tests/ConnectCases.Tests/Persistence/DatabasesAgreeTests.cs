using System.Text.RegularExpressions;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Persistence;

/// <summary>The same random session gets the same answers, whichever database a server keeps its state in.</summary>
public sealed partial class DatabasesAgreeTests
{
    private const string Account = "123456789012";

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_random_session_gets_the_same_answers_on_SQLite_and_on_PostgreSQL(int seed)
    {
        await using var twin = await SqliteTwin.StartAsync();
        await using var app = new CasesApp().With(SqliteTwin.CountedIds());
        var random = new Random(seed);
        var session = new RandomSession(random, Account);
        using var http = new HttpClient { BaseAddress = twin.Address };
        var both = new Both(new(http, Account, "us-east-1"), app.ClientOf(Account), session);

        foreach (var request in session.Beginning())
        {
            await both.SendAsync(request);
        }

        for (var step = 0; step < 400; step++)
        {
            if (random.Next(12) == 0)
            {
                var time = TimeSpan.FromMilliseconds(random.Next(1, 3_600_000));
                await twin.AdvanceAsync(time);
                app.Clock.Advance(time);
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

        // A listing goes on while other requests come between its pages.
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
            var answer = await one.SendAsync(toOne.Method, toOne.Path, toOne.Body?.ToJsonString());
            var otherAnswer = await other.SendAsync(toOther.Method, toOther.Path, toOther.Body?.ToJsonString());
            log.Add($"{toOne}\n    {Told(answer)}");

            Assert.True((int)answer.Status < 500, $"{toOne}\n{Told(answer)}");
            Assert.True(
                Told(answer) == Told(otherAnswer),
                $"Request {log.Count}: {toOne}\nSQLite      {Told(answer)}\nPostgreSQL  {Told(otherAnswer)}\nbefore that\n{string.Join('\n', log.TakeLast(8))}");

            session.Learn(request, answer);
            Succeeded += (int)answer.Status == 200 ? 1 : 0;
            if (Token(answer) is { } token)
            {
                page = (request, token, Token(otherAnswer)!);
            }
            else if (toOne != request)
            {
                page = null;
            }
        }

        private static string? Token(Answer answer) => TokenMember().Match(answer.Text) is { Success: true } match ? match.Groups[1].Value : null;

        // Tokens hold keys of rows.
        private static string Told(Answer answer) =>
            $"{(int)answer.Status} {answer.ErrorType} {TokenMember().Replace(answer.Text, "\"nextToken\":…")}";

        [GeneratedRegex("\"nextToken\":\"([^\"]+)\"")]
        private static partial Regex TokenMember();
    }
}
