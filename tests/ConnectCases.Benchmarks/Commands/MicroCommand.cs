using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConnectCases.Benchmarks.Micro;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Runs BenchmarkDotNet on code that needs no server. BenchmarkDotNet reads the options after the command.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var command = new Command("micro", "Measures frequently executed code with BenchmarkDotNet and accepts its options")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(options =>
        {
            // Runs in this process, because the analyzers of this repository would check a generated project.
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
