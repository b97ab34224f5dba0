using Microsoft.AspNetCore.Builder;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>What a server that does nothing reaches: a small fixed answer to everything.</summary>
internal static class KestrelFloor
{
    public const string Name = "kestrel";

    private static readonly byte[] Answer = """{"relatedItemId":"01a2124e-a686-7e48-9d75-49e399370066"}"""u8.ToArray();

    public static void Map(WebApplication app) => app.Run(context => context.Response.AnswerAsync(Answer));
}
