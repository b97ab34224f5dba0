using System.Globalization;
using System.Text.Json;
using ConnectCases.Api.Fields;
using ConnectCases.Benchmarks.Seeding;
using ConnectCases.Protocol.Json;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>
/// The cases of the EF Core floor: the cases of <see cref="SampleData"/> with constant ids. The requests for the emulator
/// therefore work for the floor too.
/// </summary>
internal static class FloorSample
{
    private const string DomainId = "0d000000-0000-4000-8000-000000000001";
    private const string TemplateId = "0e000000-0000-4000-8000-000000000001";
    private const int CasesPerSave = 100;

    private static readonly SampleData Data = new(SampleData.MinCount);

    public static Sample Sample { get; } = new(
        Data,
        new(DomainId, TemplateId, Data.Fields.Index().ToDictionary(
            field => field.Item.Name,
            field => string.Create(CultureInfo.InvariantCulture, $"0f000000-0000-4000-8000-{field.Index:D12}"))),
        index => CaseTables.CaseId(Data, index));

    /// <summary>Creates the tables and all rows in a new database.</summary>
    public static void Create(DbContextOptions<FloorContext> options)
    {
        using var db = new FloorContext(options);
        db.Database.EnsureCreated();
        var domain = new FloorDomain { DomainId = DomainId, Name = "Sample" };
        db.Domains.Add(domain);
        db.SaveChanges();
        foreach (var part in Enumerable.Range(0, Data.Count).Chunk(CasesPerSave))
        {
            Array.ForEach(part, index => Add(db, domain.Key, index));
            db.SaveChanges();
            db.ChangeTracker.Clear();
        }
    }

    private static void Add(FloorContext db, long domainKey, int index)
    {
        var created = Data.CreatedTime(index).UtcDateTime;
        var @case = new FloorCase
        {
            DomainKey = domainKey,
            CaseId = Sample.CaseId(index),
            TemplateId = TemplateId,
            Tags = "{}",
            Values = [.. Values(index).Select(value => ToRow(value, domainKey))],
        };
        db.Cases.Add(@case);
        db.AuditEvents.Add(new()
        {
            Case = @case,
            EventId = Guid.CreateVersion7().ToString(),
            Type = "Case.Created",
            PerformedTime = created,
            Fields = JsonSerializer.Serialize(
                @case.Values.Where(value => value.Text is not null).Select(value => new EventField(value.FieldId, new(value.Text!))),
                JsonSerializerOptions.Web),
            IamPrincipalArn = CommentRows.PrincipalArn,
        });
        for (var item = 0; item < Data.ItemCount(index); item++)
        {
            var rows = new CommentRows(
                new("Comment", new(new(SampleData.Comment(index, item), "Text/Plain"))), created.AddSeconds(30 * (item + 1)));
            db.RelatedItems.Add(rows.Item(@case));
            db.AuditEvents.Add(rows.Event(@case));
        }
    }

    // All fields that the GetCase scenario reads. Only closed cases have the time of the last closing.
    private static IEnumerable<FieldValue> Values(int index)
    {
        var created = TimestampConverter.Format8601(Data.CreatedTime(index));
        var given = Data.Values(index, Sample.Domain.FieldIds);
        return
        [
            new(SystemFields.CaseId, new(Sample.CaseId(index))),
            new(SystemFields.ReferenceNumber, new(SampleData.ReferenceNumber(index))),
            new(SystemFields.CreatedDateTime, new(created)),
            new(SystemFields.LastUpdatedDateTime, new(created)),
            .. given,
            .. given.Where(value => value is { Id: SystemFields.Status, Value.StringValue: SystemFields.Closed })
                .Select(_ => new FieldValue(SystemFields.LastClosedDateTime, new(created))),
        ];
    }

    private static FloorValue ToRow(FieldValue value, long domainKey) => new()
    {
        DomainKey = domainKey,
        FieldId = value.Id!,
        Text = value.Value!.StringValue,
        Number = value.Value.DoubleValue,
        Boolean = value.Value.BooleanValue,
    };
}
