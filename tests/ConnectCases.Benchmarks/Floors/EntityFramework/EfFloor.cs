using System.Globalization;
using System.Text;
using System.Text.Json;
using ConnectCases.Benchmarks.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>
/// A floor on EF Core with the default settings of EF Core and ASP.NET Core. It has four routes of the API and tables like
/// the emulator. Its model, its queries and its JSON metadata are built at run time. The floor validates nothing.
/// </summary>
internal static class EfFloor
{
    private const int PageSize = 25;

    public static async Task RunAsync(int port, string data)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddDbContext<FloorContext>(options => options.UseSqlite($"Data Source={data}"));
        var options = new DbContextOptionsBuilder<FloorContext>().UseSqlite($"Data Source={data}").Options;
        if (!File.Exists(data))
        {
            FloorSample.Create(options);
        }

        await using var writer = new CommentWriter(options);
        builder.Services.AddSingleton(writer);
        await using var app = builder.Build();
        app.MapGet(RequestBytes.ReadyPath, IsReady);
        var @case = app.MapGroup("/domains/{domainId}/cases/{caseId}");
        @case.MapPost("/", GetCase);
        @case.MapPost("/related-items", CreateRelatedItem);
        @case.MapPost("/related-items-search", SearchRelatedItems);
        @case.MapPost("/audit-history", GetCaseAuditEvents);
        await app.RunAsync();
    }

    private static async Task<IResult> IsReady(FloorContext db) =>
        await db.Domains.AnyAsync() ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> GetCase(string domainId, string caseId, CaseRequest request, FloorContext db)
    {
        var @case = await db.Cases.AsNoTracking()
            .Include(row => row.Values)
            .FirstOrDefaultAsync(row => row.CaseId == caseId && row.Domain!.DomainId == domainId);
        if (@case is null)
        {
            return Results.NotFound();
        }

        var wanted = request.Fields.Select(field => field.Id).ToHashSet();
        var values = @case.Values.Where(value => wanted.Contains(value.FieldId));
        return Results.Ok(new CaseResponse(
            [.. values.Select(value => new ValueEntry(value.FieldId, new(value.Text, value.Number, value.Boolean)))],
            @case.TemplateId,
            JsonElement.Parse(@case.Tags)));
    }

    private static async Task<IResult> CreateRelatedItem(
        string domainId, string caseId, CommentRequest request, CommentWriter writer) =>
        await writer.AddAsync(domainId, caseId, request) is { } itemId
            ? Results.Ok(new CommentResponse(
                itemId, $"arn:aws:cases:us-east-1:123456789012:domain/{domainId}/case/{caseId}/related-item/{itemId}"))
            : Results.NotFound();

    private static async Task<IResult> SearchRelatedItems(string domainId, string caseId, PageRequest request, FloorContext db)
    {
        if (await KeyOfAsync(db, domainId, caseId) is not { } key)
        {
            return Results.NotFound();
        }

        var (size, before) = (request.MaxResults ?? PageSize, Position(request.NextToken));
        var items = await db.RelatedItems.AsNoTracking()
            .Where(item => item.CaseKey == key && item.Sequence < before)
            .OrderByDescending(item => item.Sequence)
            .Take(size + 1)
            .ToListAsync();
        return Results.Ok(new ItemPage(
            [.. items.Take(size).Select(item => new ItemEntry(
                item.RelatedItemId, item.Type, item.AssociationTime, JsonElement.Parse(item.Content), JsonElement.Parse(item.Tags)))],
            items.Count > size ? Token(items[size - 1].Sequence) : null));
    }

    private static async Task<IResult> GetCaseAuditEvents(string domainId, string caseId, PageRequest request, FloorContext db)
    {
        if (await KeyOfAsync(db, domainId, caseId) is not { } key)
        {
            return Results.NotFound();
        }

        var (size, before) = (request.MaxResults ?? PageSize, Position(request.NextToken));
        var events = await db.AuditEvents.AsNoTracking()
            .Where(record => record.CaseKey == key && record.Sequence < before)
            .OrderByDescending(record => record.Sequence)
            .Take(size + 1)
            .ToListAsync();
        return Results.Ok(new EventPage(
            [.. events.Take(size).Select(record => new EventEntry(
                record.EventId,
                record.Type,
                record.RelatedItemType,
                record.PerformedTime,
                JsonElement.Parse(record.Fields),
                new(record.IamPrincipalArn)))],
            events.Count > size ? Token(events[size - 1].Sequence) : null));
    }

    private static Task<long?> KeyOfAsync(FloorContext db, string domainId, string caseId) => db.Cases
        .Where(row => row.CaseId == caseId && row.Domain!.DomainId == domainId)
        .Select(row => (long?)row.Key)
        .FirstOrDefaultAsync();

    // As long as a token of the emulator. The token contains the position of the last row of the page.
    private static string Token(long sequence) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(sequence.ToString("D32", CultureInfo.InvariantCulture)));

    private static long Position(string? token) => token is null
        ? long.MaxValue
        : long.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token)), CultureInfo.InvariantCulture);
}
