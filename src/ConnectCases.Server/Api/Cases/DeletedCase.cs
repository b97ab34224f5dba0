using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Api.Cases;

/// <summary>Records who deleted a case, so that the error for the missing case can say so.</summary>
internal sealed class DeletedCase
{
    /// <summary>How long the record is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public required long DomainKey { get; init; }

    public required string CaseId { get; init; }

    public required DateTimeOffset DeletedTime { get; init; }

    /// <summary>The id of the request, as in its log line.</summary>
    public required string RequestId { get; init; }
}

internal sealed class DeletedCaseConfiguration : IEntityTypeConfiguration<DeletedCase>
{
    public void Configure(EntityTypeBuilder<DeletedCase> builder)
    {
        builder.ToTable("DeletedCases");
        builder.HasKey(deleted => new { deleted.DomainKey, deleted.CaseId });
        builder.HasOne<Domain>().WithMany().HasForeignKey(deleted => deleted.DomainKey);

        // Finds old records.
        builder.HasIndex(deleted => deleted.DeletedTime);
    }
}

internal static class DeletedCaseTable
{
    extension(CasesDbContext db)
    {
        public DbSet<DeletedCase> DeletedCases => db.Set<DeletedCase>();
    }
}
