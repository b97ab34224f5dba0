using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConnectCases.Benchmarks.Micro;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>BenchmarkDotNet on what needs no server; its own options come after the command.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var command = new Command("micro", "Measures hot pieces with BenchmarkDotNet, whose options it takes")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(options =>
        {
            // In this process, because a generated project would be built with our analyzers.
            var config = DefaultConfig.Instance
                .AddJob(Job.Default.WithWarmupCount(3).WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance))
                .WithArtifactsPath(Path.Combine(Machine.Repository, "artifacts", "benchmarks", "micro"));
            string[] arguments = [.. options.UnmatchedTokens];
            BenchmarkSwitcher.FromTypes([typeof(HotPieces)]).Run(
                arguments.Contains("--filter") ? arguments : [.. arguments, "--filter", "*"], config);
        });
        return command;
    }
}
