using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Layouts;

/// <summary>The fields that the agent workspace shows, in order. A layout does not restrict cases (behaviour.md 6.1).</summary>
internal sealed class Layout : DomainResource
{
    public required string LayoutId { get; init; }

    public required StoredJson<LayoutContent> Content { get; set; }

    public string ArnIn(Domain domain) => $"{domain.Arn}/layout/{LayoutId}";

    public void Apply(UpdateLayoutRequest request, DateTimeOffset now)
    {
        Name = request.Name ?? Name;
        Content = request.Content is { } content ? StoredJson.From(content, LayoutJson.Wire.LayoutContent) : Content;
        LastModifiedTime = now;
    }

    public LayoutSummary ToSummary(Domain domain) => new(LayoutId, ArnIn(domain), Name);

    /// <summary>Returns the layout without deleted fields.</summary>
    public GetLayoutResponse ToResponse(Domain domain, IReadOnlySet<string> deletedFields) => new(
        LayoutId,
        ArnIn(domain),
        Name,
        Content.Read(LayoutJson.Wire.LayoutContent).Without(deletedFields),
        Tags,
        Deleted,
        CreatedTime,
        LastModifiedTime);
}

internal static class LayoutTable
{
    private static readonly Func<CasesDbContext, long, string, Layout?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string layoutId) => db.Set<Layout>().AsNoTracking()
            .FirstOrDefault(layout => layout.DomainKey == domainKey && layout.LayoutId == layoutId));

    extension(CasesDbContext db)
    {
        public DbSet<Layout> Layouts => db.Set<Layout>();

        /// <summary>Returns a layout, even if the layout is deleted, or null.</summary>
        public Layout? FindLayout(Domain domain, string layoutId) => ById(db, domain.Key, layoutId);

        /// <summary>Returns a layout, even if the layout is deleted.</summary>
        /// <exception cref="ResourceNotFoundException">The layout does not exist.</exception>
        public Layout GetLayout(Domain domain, string layoutId) =>
            db.FindLayout(domain, layoutId) ?? throw MissingResource.Explain<Layout>(db, domain, layoutId);
    }
}
