using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Storage;

/// <summary>
/// The state of the emulator. Other folders define the entities, tables and lookups, and add them as extension members. A context
/// for reading is called <c>db</c>. The context of a unit of work is called <c>unit</c>.
/// </summary>
internal abstract class CasesDbContext(DbContextOptions options) : DbContext(options)
{
    private readonly List<Action> committed = [];

    /// <summary>Runs an action after the unit of work is committed and before its caller gets the result.</summary>
    /// <param name="action">A short action. The action does not run if the unit fails. A failure of the action is logged.</param>
    public void OnCommitted(Action action) => committed.Add(action);

    /// <summary>Removes and returns the actions that <see cref="OnCommitted"/> received.</summary>
    public IReadOnlyList<Action> TakeCommittedActions()
    {
        if (committed.Count == 0)
        {
            return [];
        }

        Action[] actions = [.. committed];
        committed.Clear();
        return actions;
    }

    /// <summary>
    /// Finds rows with the text index. Returns all rows whose text contains <paramref name="folded"/>, and possibly other rows.
    /// Returns null if the text is too short for the index.
    /// </summary>
    /// <typeparam name="TRow">The entity of the table that the text index covers.</typeparam>
    public abstract IQueryable<TRow>? FindText<TRow>(string folded)
        where TRow : class;

    /// <summary>
    /// Finds rows with the index of words. Returns all rows of a domain whose words contain one of the patterns, and possibly other rows.
    /// </summary>
    /// <typeparam name="TRow">The entity of the table that the index covers.</typeparam>
    /// <param name="domainKey">The key of the domain.</param>
    /// <param name="patterns">Parts of stored words. A pattern that ends with a space ends with a whole word.</param>
    public abstract IQueryable<TRow> FindWords<TRow>(long domainKey, IReadOnlyList<string> patterns)
        where TRow : class;

    /// <summary>
    /// Cancels the running statements of this context when the token is cancelled. Dispose the returned object to stop this.
    /// </summary>
    public abstract IDisposable InterruptWhen(CancellationToken cancellationToken);

    /// <summary>Prepares a query of one table for all contexts of this kind. Returns null if EF Core compiles the query.</summary>
    /// <param name="query">A function of the context and the arguments of the query.</param>
    /// <exception cref="NotSupportedException">The query has a part that a compiled query cannot have.</exception>
    public virtual PreparedRun? Prepare(LambdaExpression query) => null;

    /// <summary>
    /// Runs a script of INSERT statements for SQLite in a unit of work. Returns false and does nothing if this is another database.
    /// In the script, <c>$Cases</c> is the last key that the table Cases has used. Each table has such a parameter.
    /// </summary>
    public virtual bool TryInsert(string sqliteScript) => false;

    /// <summary>
    /// Inserts many rows of one table in a unit of work. Ignores their navigations. Faster than adding the rows, because EF Core does not
    /// track them.
    /// </summary>
    /// <typeparam name="TRow">The entity of the table.</typeparam>
    /// <param name="rows">The rows, without generated keys.</param>
    /// <returns>The generated keys in the order of the rows, or zeros for a table without generated keys.</returns>
    public abstract long[] InsertAll<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class;

    /// <summary>Runs an action that inserts many rows in a unit of work.</summary>
    public virtual void RunImport(Action insert) => insert();

    /// <summary>Locks names exclusively until the unit of work commits, in the order of the names.</summary>
    public void LockExclusive(params IEnumerable<string> names) =>
        AcquireLocks([.. names.Order(StringComparer.Ordinal).Select(name => new StorageLock(name, Exclusive: true))]);

    /// <summary>
    /// Acquires locks that are released when the unit of work ends. Other units wait for these locks. Does nothing outside of a
    /// unit. To avoid deadlocks, units lock in this order: timer, account, domain, case, client token, reference id, outbox.
    /// </summary>
    public abstract void AcquireLocks(params IReadOnlyList<StorageLock> locks);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CasesDbContext).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetDeclaredProperties()))
        {
            property.SetValueComparer(typeof(PlainComparer<>).MakeGenericType(property.ClrType));
        }
    }
}
