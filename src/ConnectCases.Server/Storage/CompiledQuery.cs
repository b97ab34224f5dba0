using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ConnectCases.Storage;

/// <summary>
/// Compiles queries once per EF Core model. EF Core binds a compiled query to the model of its first context. One process can
/// have a model for SQLite and a model for PostgreSQL. A compiled query also keeps the tracking behavior of its first context,
/// so each query must state its tracking behavior.
/// </summary>
internal static class CompiledQuery
{
    public static Func<CasesDbContext, T1, TResult> Of<T1, TResult>(
        Expression<Func<CasesDbContext, T1, TResult>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first) => perModel(db)(db, first);
    }

    public static Func<CasesDbContext, T1, T2, TResult> Of<T1, T2, TResult>(
        Expression<Func<CasesDbContext, T1, T2, TResult>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first, second) => perModel(db)(db, first, second);
    }

    public static Func<CasesDbContext, T1, T2, T3, TResult> Of<T1, T2, T3, TResult>(
        Expression<Func<CasesDbContext, T1, T2, T3, TResult>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first, second, third) => perModel(db)(db, first, second, third);
    }

    public static Func<CasesDbContext, T1, IEnumerable<TRow>> Rows<T1, TRow>(
        Expression<Func<CasesDbContext, T1, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first) => perModel(db)(db, first);
    }

    public static Func<CasesDbContext, T1, T2, IEnumerable<TRow>> Rows<T1, T2, TRow>(
        Expression<Func<CasesDbContext, T1, T2, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first, second) => perModel(db)(db, first, second);
    }

    public static Func<CasesDbContext, T1, T2, T3, IEnumerable<TRow>> Rows<T1, T2, T3, TRow>(
        Expression<Func<CasesDbContext, T1, T2, T3, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(() => EF.CompileQuery(query));
        return (db, first, second, third) => perModel(db)(db, first, second, third);
    }

    private static Func<CasesDbContext, TQuery> PerModel<TQuery>(Func<TQuery> compile)
        where TQuery : class
    {
        var queries = new ConditionalWeakTable<IModel, TQuery>();
        return db => queries.GetValue(db.Model, _ => compile());
    }
}
