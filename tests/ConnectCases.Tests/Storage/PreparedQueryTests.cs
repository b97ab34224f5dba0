using System.Linq.Expressions;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Merges;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Demo;
using ConnectCases.Storage;
using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Storage;

/// <summary>On SQLite, prepared statements run the compiled queries. EF Core returns the same entities for the same queries.</summary>
public sealed class PreparedQueryTests
{
    [SqliteFact]
    public async Task Both_read_the_same_entities()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        await app.Services.GetRequiredService<DemoSeed>().SeedAsync(usesRows: false, CancellationToken.None);
        await using var db = Context(app);

        var filled = 0;
        foreach (var type in db.Model.GetEntityTypes())
        {
            var all = AllOf(type);
            var expected = ((IEnumerable<object>)all.Compile().DynamicInvoke(db)!).Select(row => Describe(type, row)).Order().ToList();
            var found = ((List<object>)db.Prepare(all)!(db, [])!).Select(row => Describe(type, row)).Order().ToList();
            Assert.Equal(expected, found);
            filled += found.Count > 0 ? 1 : 0;
        }

        Assert.InRange(filled, 14, int.MaxValue);
    }

    [SqliteFact]
    public async Task Both_find_the_same_rows()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        await app.Services.GetRequiredService<DemoSeed>().SeedAsync(usesRows: false, CancellationToken.None);
        await using var db = Context(app);
        var domain = db.Domains.First();
        var caseKeys = db.Cases.Select(@case => @case.Key).ToArray();
        var time = db.RelatedItems.OrderBy(item => item.Sequence).Skip(3).First().AssociationTime;

        AssertSame(db, (db, key) => db.Set<Field>().AsNoTracking().Where(field => field.DomainKey == key && !field.Deleted), domain.Key);
        AssertSame(db, (db, keys) => db.Set<Case>().AsNoTracking().Where(@case => keys.Contains(@case.Key)), caseKeys[1..3]);
        AssertSame(db, (db, ids) => db.Set<Field>().AsNoTracking().Where(field => ids.Contains(field.FieldId)), (string[])["title", "status", "\"'"]);
        AssertSame(db, (db, type) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.Type == type), RelatedItemType.Contact);
        AssertSame(db, (db, type) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.Type != type), RelatedItemType.Contact);
        AssertSame(db, (db, time) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.AssociationTime < time), time);
        AssertSame(db, (db, time) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.AssociationTime <= time), time);
        AssertSame(db, (db, time) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.AssociationTime > time), time);
        AssertSame(db, (db, key) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.DomainKey == key && item.SlaStatus == null), domain.Key);
        AssertSame(db, (db, key) => db.Set<RelatedItem>().AsNoTracking().Where(item => item.DomainKey == key && item.SlaStatus != null), domain.Key);
        AssertSame(db, (db, count) => db.Set<RelatedItem>().AsNoTracking().OrderByDescending(item => item.Sequence).Take(count), 5);
        AssertSame(db, (db, count) => db.Set<RelatedItem>().AsNoTracking().OrderBy(item => item.Sequence).Take(count), 5);
    }

    [SqliteFact]
    public async Task A_null_is_no_value_of_a_query()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        await using var db = Context(app);

        var run = db.Prepare((CasesDbContext db, string id) => db.Set<Domain>().Any(domain => domain.DomainId == id))!;

        Assert.Throws<ArgumentNullException>(() => run(db, [null]));
    }

    [SqliteFact]
    public async Task Refuses_a_query_with_another_part()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        await using var db = Context(app);

        AssertRefused(db, (db, id) => db.Set<Domain>().Select(domain => domain.Name));
        AssertRefused(db, (db, id) => db.Set<Domain>().Where(domain => domain.DomainId.StartsWith(id)));
        AssertRefused(db, (db, id) => db.Set<Domain>().Where(domain => domain.DomainId == id || domain.Name == id));
        AssertRefused(db, (db, id) => db.Set<Domain>().Where(domain => domain.DomainId == domain.Name));
        AssertRefused(db, (db, id) => db.Set<RelatedItem>().Where(item => item.Case!.CaseId == id));
        AssertRefused(db, (db, id) => db.Set<RelatedItem>().Where(item => item.Target != id));
        AssertRefused(db, (db, id) => db.Set<Merge>().Skip(1));
    }

    private static SqliteCasesDbContext Context(CasesApp app) =>
        (SqliteCasesDbContext)app.Services.GetRequiredService<IStorage>().CreateDbContext();

    private static void AssertSame<T, TRow>(
        SqliteCasesDbContext db, Expression<Func<CasesDbContext, T, IQueryable<TRow>>> query, T value)
        where TRow : class
    {
        var type = db.Model.FindEntityType(typeof(TRow))!;
        var expected = query.Compile()(db, value).AsEnumerable().Select(row => Describe(type, row)).ToList();
        var found = ((List<object>)db.Prepare(query)!(db, [value])!).Select(row => Describe(type, row)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    private static void AssertRefused<TRow>(SqliteCasesDbContext db, Expression<Func<CasesDbContext, string, IQueryable<TRow>>> query) =>
        Assert.Throws<NotSupportedException>(() => db.Prepare(query));

    private static LambdaExpression AllOf(IEntityType type)
    {
        var db = Expression.Parameter(typeof(CasesDbContext));
        var set = Expression.Call(db, nameof(DbContext.Set), [type.ClrType]);
        return Expression.Lambda(
            Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.AsNoTracking), [type.ClrType], set), db);
    }

    private static string Describe(IEntityType type, object row) => string.Join(
        '\n', type.GetProperties().Select(property => $"{property.Name}: {property.GetGetter().GetClrValue(row) ?? "null"}"));
}
