using System.Text.Json;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Fuzz;

/// <summary>A case in its own account. Requests of other accounts must not change the case.</summary>
internal sealed class Canary(TestCase @case)
{
    private static readonly string[] Fields =
    [
        "case_id", "reference_number", "reference_id", "title", "summary", "status", "case_reason", "customer_id", "assigned_queue", "assigned_user",
        "created_datetime", "last_updated_datetime", "last_closed_datetime", "last_reopened_datetime", "next_sla_breach_datetime",
        "last_updated_user", "created_by",
    ];

    public static async Task<Canary> CreateAsync(Uri server)
    {
        var client = new CasesClient(new HttpClient { BaseAddress = server }, "333333333333", "us-east-1");
        var @case = await (await TestDomain.CreateAsync(client)).CreateCaseAsync();
        await @case.UpdateAsync(TestDomain.Value("summary", "Unchanged"));
        (await @case.AddCommentAsync("Hello")).ShouldSucceed();
        return new(@case);
    }

    /// <summary>Returns the case, its related items and its audit events as the server sends them.</summary>
    public async Task<string> ReadAsync()
    {
        var fields = JsonSerializer.Serialize(new { fields = Fields.Select(id => new { id }) });
        ApiResponse[] responses =
        [
            await @case.PostAsync("", fields), await @case.SearchAsync(), await @case.PostAsync("/audit-history"), await @case.Domain.SearchCasesAsync(),
        ];
        return string.Join('\n', responses.Select(response => response.ShouldSucceed().Text));
    }
}
