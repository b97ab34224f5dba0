using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.State;

/// <summary>A state document that the server keeps under a name (controls.md 2). Snapshots are not part of a state document.</summary>
internal sealed class StateSnapshot
{
    public long Key { get; init; }

    /// <summary>The name. The snapshots of one scope have different names.</summary>
    public required string Name { get; init; }

    /// <summary>The account of the scope, or an empty text for all worlds.</summary>
    public required string Account { get; init; }

    /// <summary>The Region of the scope, or an empty text for all Regions of the account.</summary>
    public required string Region { get; init; }

    /// <summary>The real time of the snapshot.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    public int Domains { get; set; }

    public int Cases { get; set; }

    /// <summary>The size of the document in bytes.</summary>
    public long Size { get; set; }
}

/// <summary>A piece of the document of a snapshot. Pieces keep the memory for a large document small.</summary>
internal sealed class SnapshotPart
{
    public long SnapshotKey { get; init; }

    /// <summary>The position of the piece in the document.</summary>
    public int Number { get; init; }

    public required byte[] Data { get; init; }
}

internal sealed class StateSnapshotConfiguration : IEntityTypeConfiguration<StateSnapshot>
{
    public void Configure(EntityTypeBuilder<StateSnapshot> builder)
    {
        builder.ToTable("Snapshots");
        builder.HasKey(snapshot => snapshot.Key);
        builder.HasIndex(snapshot => new { snapshot.Account, snapshot.Region, snapshot.Name }).IsUnique();
    }
}

internal sealed class SnapshotPartConfiguration : IEntityTypeConfiguration<SnapshotPart>
{
    public void Configure(EntityTypeBuilder<SnapshotPart> builder)
    {
        builder.ToTable("SnapshotParts");
        builder.HasKey(part => new { part.SnapshotKey, part.Number });
        builder.HasOne<StateSnapshot>().WithMany().HasForeignKey(part => part.SnapshotKey);
    }
}

internal static class SnapshotTable
{
    extension(CasesDbContext db)
    {
        public DbSet<StateSnapshot> Snapshots => db.Set<StateSnapshot>();

        public DbSet<SnapshotPart> SnapshotParts => db.Set<SnapshotPart>();
    }
}
