using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Domains;

/// <summary>Records who deleted a domain, so that the error for the missing domain can say so.</summary>
internal sealed class DeletedDomain
{
    /// <summary>How long the record is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string DomainId { get; init; }

    public required DateTimeOffset DeletedTime { get; init; }

    /// <summary>The id of the request, as in its log line.</summary>
    public required string RequestId { get; init; }
}

internal sealed class DeletedDomainConfiguration : IEntityTypeConfiguration<DeletedDomain>
{
    public void Configure(EntityTypeBuilder<DeletedDomain> builder)
    {
        builder.ToTable("DeletedDomains");
        builder.HasKey(deleted => new { deleted.Account, deleted.Region, deleted.DomainId });
    }
}

internal static class DeletedDomainTable
{
    extension(CasesDbContext db)
    {
        public DbSet<DeletedDomain> DeletedDomains => db.Set<DeletedDomain>();

        /// <summary>Adds the record of a deletion.</summary>
        public void RecordDeletion(Caller caller, string domainId, DateTimeOffset now)
        {
            // A seed or an import can create a domain again that has the id of a deleted domain.
            db.DeletedDomains.Where(deleted =>
                deleted.Account == caller.Account && deleted.Region == caller.Region && deleted.DomainId == domainId).ExecuteDelete();
            db.Add(new DeletedDomain
            {
                Account = caller.Account,
                Region = caller.Region,
                DomainId = domainId,
                DeletedTime = now,
                RequestId = caller.RequestId,
            });
        }
    }
}
