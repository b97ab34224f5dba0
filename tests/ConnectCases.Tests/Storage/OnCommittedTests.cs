using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Storage;

/// <summary>Actions that a unit of work registers for the time after its commit.</summary>
public sealed class OnCommittedTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task An_action_runs_after_the_commit_and_before_the_result()
    {
        string? seen = null;
        await RunAsync(unit =>
        {
            Rename(unit, "Renamed");
            unit.OnCommitted(() => seen = ReadName());
            return 1;
        });

        Assert.Equal("Renamed", seen);
    }

    [Fact]
    public async Task An_action_of_a_failed_unit_does_not_run()
    {
        var runs = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync<int>(unit =>
        {
            unit.OnCommitted(() => runs++);
            throw new InvalidOperationException("The unit fails.");
        }));
        await RunAsync(_ => 1);

        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task A_failing_action_changes_neither_the_result_nor_later_units()
    {
        var result = await RunAsync(unit =>
        {
            Rename(unit, "Renamed");
            unit.OnCommitted(() => throw new InvalidOperationException("The action fails."));
            return 7;
        });

        Assert.Equal((7, "Renamed", 1), (result, ReadName(), await RunAsync(_ => 1)));
    }

    [Fact]
    public async Task An_action_runs_once_if_a_neighbour_spoils_the_transaction()
    {
        using var gate = new ManualResetEventSlim();
        var runs = 0;
        var first = RunAsync(_ =>
        {
            gate.Wait();
            return 1;
        });
        var second = RunAsync(unit =>
        {
            Rename(unit, "Second");
            unit.OnCommitted(() => Interlocked.Increment(ref runs));
            return 1;
        });
        var failing = RunAsync<int>(unit =>
        {
            Rename(unit, "Failing");
            throw new InvalidOperationException("The unit fails after its first write.");
        });
        gate.Set();
        await Task.WhenAll(first, second);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);

        Assert.Equal((1, "Second"), (runs, ReadName()));
    }

    private Task<T> RunAsync<T>(Func<CasesDbContext, T> work) =>
        app.Services.GetRequiredService<UnitOfWorkExecutor>().RunAsync(work, CancellationToken.None);

    private void Rename(CasesDbContext unit, string name)
    {
        unit.LockExclusive(domain.Id);
        unit.Domains.Where(row => row.DomainId == domain.Id)
            .ExecuteUpdate(row => row.SetProperty(stored => stored.Name, name));
    }

    private string ReadName()
    {
        using var db = app.OpenDatabase();
        return db.Domains.Single(row => row.DomainId == domain.Id).Name;
    }
}
