using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.State;

/// <summary>Writes and reads the documents of snapshots in units of work.</summary>
internal static class SnapshotDocuments
{
    /// <summary>Stores the present state of the worlds. Replaces a snapshot with the same name and scope.</summary>
    public static StateSnapshot Take(CasesDbContext unit, string name, IWorldRequest world, StateHeader header)
    {
        var (account, region) = (world.Account ?? "", world.Region ?? "");
        unit.LockExclusive($"snapshot {account} {region} {name}");
        unit.Snapshots.Where(old => old.Account == account && old.Region == region && old.Name == name).ExecuteDelete();
        var snapshot = new StateSnapshot { Name = name, Account = account, Region = region, CreatedTime = header.ExportedAt!.Value };
        unit.Add(snapshot);
        unit.SaveChanges();

        var counts = new Dictionary<string, long>();
        var number = 0;
        foreach (var piece in StateWriter.Write(header, new StateExport(unit, world).Read(), counts))
        {
            var part = new SnapshotPart { SnapshotKey = snapshot.Key, Number = number++, Data = piece.ToArray() };
            unit.Add(part);
            unit.SaveChanges();
            unit.Entry(part).State = EntityState.Detached;
            snapshot.Size += piece.Length;
        }

        snapshot.Domains = (int)counts.GetValueOrDefault("domain");
        snapshot.Cases = (int)counts.GetValueOrDefault("case");
        return snapshot;
    }

    /// <summary>Finds a snapshot by its name and its scope.</summary>
    public static StateSnapshot? Find(CasesDbContext db, string name, IWorldRequest world)
    {
        var (account, region) = (world.Account ?? "", world.Region ?? "");
        return db.Snapshots.FirstOrDefault(snapshot => snapshot.Account == account && snapshot.Region == region && snapshot.Name == name);
    }

    /// <summary>Opens the document of a snapshot.</summary>
    public static Stream Open(CasesDbContext db, StateSnapshot snapshot) => new PartStream(db, snapshot.Key);

    /// <summary>Reads the pieces one after another. One piece is in the memory.</summary>
    private sealed class PartStream(CasesDbContext db, long snapshotKey) : Stream
    {
        private ReadOnlyMemory<byte> rest;
        private int next;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (rest.IsEmpty)
            {
                var part = db.SnapshotParts.AsNoTracking()
                    .FirstOrDefault(part => part.SnapshotKey == snapshotKey && part.Number == next);
                rest = part?.Data ?? [];
                next++;
            }

            var length = Math.Min(buffer.Length, rest.Length);
            rest.Span[..length].CopyTo(buffer);
            rest = rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
