using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ConnectCases.Storage;

/// <summary>
/// Compiles queries of one table at their first use. SQLite runs them as prepared statements (docs/adr/0020). PostgreSQL runs them as
/// compiled queries of EF Core. A query that changes entities must contain AsTracking. Any other query must contain AsNoTracking,
/// because the context of a unit of work tracks by default. No value may be null.
/// </summary>
/// <remarks>
/// Queries are compiled once per model, because one process can have a model for SQLite and a model for PostgreSQL.
/// </remarks>
internal static class CompiledQuery
{
    public static Func<CasesDbContext, TResult> Of<TResult>(Expression<Func<CasesDbContext, TResult>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => db => (TResult)run(db, [])!);
        return db => perModel(db)(db);
    }

    public static Func<CasesDbContext, T1, TResult> Of<T1, TResult>(Expression<Func<CasesDbContext, T1, TResult>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first) => (TResult)run(db, [first])!);
        return (db, first) => perModel(db)(db, first);
    }

    public static Func<CasesDbContext, T1, T2, TResult> Of<T1, T2, TResult>(Expression<Func<CasesDbContext, T1, T2, TResult>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first, second) => (TResult)run(db, [first, second])!);
        return (db, first, second) => perModel(db)(db, first, second);
    }

    public static Func<CasesDbContext, T1, T2, T3, TResult> Of<T1, T2, T3, TResult>(
        Expression<Func<CasesDbContext, T1, T2, T3, TResult>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first, second, third) => (TResult)run(db, [first, second, third])!);
        return (db, first, second, third) => perModel(db)(db, first, second, third);
    }

    public static Func<CasesDbContext, IEnumerable<TRow>> Rows<TRow>(Expression<Func<CasesDbContext, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => db => Cast<TRow>(run(db, [])));
        return db => perModel(db)(db);
    }

    public static Func<CasesDbContext, T1, IEnumerable<TRow>> Rows<T1, TRow>(
        Expression<Func<CasesDbContext, T1, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first) => Cast<TRow>(run(db, [first])));
        return (db, first) => perModel(db)(db, first);
    }

    public static Func<CasesDbContext, T1, T2, IEnumerable<TRow>> Rows<T1, T2, TRow>(
        Expression<Func<CasesDbContext, T1, T2, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first, second) => Cast<TRow>(run(db, [first, second])));
        return (db, first, second) => perModel(db)(db, first, second);
    }

    public static Func<CasesDbContext, T1, T2, T3, IEnumerable<TRow>> Rows<T1, T2, T3, TRow>(
        Expression<Func<CasesDbContext, T1, T2, T3, IQueryable<TRow>>> query)
    {
        var perModel = PerModel(query, EF.CompileQuery, run => (db, first, second, third) => Cast<TRow>(run(db, [first, second, third])));
        return (db, first, second, third) => perModel(db)(db, first, second, third);
    }

    private static IEnumerable<TRow> Cast<TRow>(object? rows) => ((List<object>)rows!).Cast<TRow>();

    private static Func<CasesDbContext, TQuery> PerModel<TExpression, TQuery>(
        TExpression query, Func<TExpression, TQuery> compile, Func<PreparedRun, TQuery> adapt)
        where TExpression : LambdaExpression
        where TQuery : class
    {
        var queries = new ConditionalWeakTable<IModel, TQuery>();
        return db => queries.GetValue(db.Model, _ => db.Prepare(query) is { } run ? adapt(run) : compile(query));
    }
}

/// <summary>Runs a query as a prepared statement.</summary>
/// <param name="db">A context of the kind that prepared the query.</param>
/// <param name="arguments">The arguments of the query after the context.</param>
/// <returns>A <see cref="List{T}"/> of entities, an entity or null, a number, or a boolean.</returns>
internal delegate object? PreparedRun(CasesDbContext db, object?[] arguments);
