using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>The tables of the EF Core floor. They have the rows and the indexes that the emulator needs for the same routes.</summary>
internal sealed class FloorContext(DbContextOptions<FloorContext> options) : DbContext(options)
{
    public DbSet<FloorDomain> Domains => Set<FloorDomain>();

    public DbSet<FloorCase> Cases => Set<FloorCase>();

    public DbSet<FloorItem> RelatedItems => Set<FloorItem>();

    public DbSet<FloorEvent> AuditEvents => Set<FloorEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FloorDomain>(domain =>
        {
            domain.HasKey(row => row.Key);
            domain.HasIndex(row => row.DomainId).IsUnique();
        });
        modelBuilder.Entity<FloorCase>(@case =>
        {
            @case.HasKey(row => row.Key);
            @case.HasIndex(row => new { row.DomainKey, row.CaseId }).IsUnique();
            @case.HasOne(row => row.Domain).WithMany().HasForeignKey(row => row.DomainKey);
            @case.HasMany(row => row.Values).WithOne().HasForeignKey(value => value.CaseKey);
        });
        modelBuilder.Entity<FloorValue>(value =>
        {
            value.ToTable("CaseValues");
            value.HasKey(row => new { row.CaseKey, row.FieldId });
            value.HasIndex(row => new { row.DomainKey, row.FieldId, row.Text, row.CaseKey }).HasFilter("\"Text\" IS NOT NULL");
            value.HasIndex(row => new { row.DomainKey, row.FieldId, row.Number, row.CaseKey }).HasFilter("\"Number\" IS NOT NULL");
        });
        modelBuilder.Entity<FloorItem>(item =>
        {
            item.HasKey(row => row.Sequence);
            item.HasIndex(row => new { row.CaseKey, row.Sequence, row.Type });
            item.HasIndex(row => new { row.DomainKey, row.AssociationTime, row.Sequence });
            item.HasOne(row => row.Case).WithMany().HasForeignKey(row => row.CaseKey).IsRequired();
        });
        modelBuilder.Entity<FloorEvent>(record =>
        {
            record.HasKey(row => row.Sequence);
            record.HasIndex(row => new { row.CaseKey, row.Sequence });
            record.HasOne(row => row.Case).WithMany().HasForeignKey(row => row.CaseKey).IsRequired();
        });
    }
}

/// <summary>A domain of the EF Core floor.</summary>
internal sealed class FloorDomain
{
    public long Key { get; init; }

    public required string DomainId { get; init; }

    public required string Name { get; init; }
}

/// <summary>A case of the EF Core floor.</summary>
internal sealed class FloorCase
{
    public long Key { get; init; }

    public long DomainKey { get; init; }

    public FloorDomain? Domain { get; init; }

    public required string CaseId { get; init; }

    public required string TemplateId { get; init; }

    public required string Tags { get; init; }

    public List<FloorValue> Values { get; init; } = [];
}

/// <summary>The value of one field of a case. Either the text, the number or the boolean is set.</summary>
internal sealed class FloorValue
{
    public long CaseKey { get; init; }

    public long DomainKey { get; init; }

    public required string FieldId { get; init; }

    public string? Text { get; init; }

    public double? Number { get; init; }

    public bool? Boolean { get; init; }
}

/// <summary>A related item of the EF Core floor. The content and the tags are stored as JSON.</summary>
internal sealed class FloorItem
{
    public long Sequence { get; init; }

    public long CaseKey { get; init; }

    public FloorCase? Case { get; init; }

    public long DomainKey { get; init; }

    public required string RelatedItemId { get; init; }

    public required string Type { get; init; }

    public required DateTime AssociationTime { get; init; }

    public required string Content { get; init; }

    public required string Tags { get; init; }
}

/// <summary>An audit event of the EF Core floor. The fields are stored as JSON.</summary>
internal sealed class FloorEvent
{
    public long Sequence { get; init; }

    public long CaseKey { get; init; }

    public FloorCase? Case { get; init; }

    public required string EventId { get; init; }

    public required string Type { get; init; }

    public string? RelatedItemType { get; init; }

    public required DateTime PerformedTime { get; init; }

    public required string Fields { get; init; }

    public required string IamPrincipalArn { get; init; }
}
