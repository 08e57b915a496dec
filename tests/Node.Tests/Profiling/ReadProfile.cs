using System.Text.Json;
using DevChain;
using DevChain.Packages;
using DevChain.Processes;
using Node.Tests.Nodes;

namespace Node.Tests.Profiling;

/// <summary>A profile as an independent reader of the format understands it.</summary>
internal sealed record ReadProfile(IReadOnlyList<string> Types, int Samples, string TimeNanos, string DurationNanos, IReadOnlyList<ReadPlace> Flat, IReadOnlyList<ReadPlace> All)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Reads a file.</summary>
    public static async Task<ReadProfile> OfAsync(string file, CancellationToken cancellationToken)
    {
        var folder = RepositoryFolder.Combine("tests", "Node.Tests", "Profiling", "pprof");
        await NodePackages.InstallAsync(folder, cancellationToken);
        var output = await ProgramRun.ToEndAsync(
            new ChildProcessOptions { FileName = NodePackages.Require("node"), Arguments = ["read.mjs", file], WorkingFolder = folder }, ReadTimeout, cancellationToken);
        return JsonSerializer.Deserialize<ReadProfile>(string.Concat(output), JsonSerializerOptions.Web)!;
    }

    /// <summary>Reads the content of a file.</summary>
    public static async Task<ReadProfile> OfAsync(byte[] content, CancellationToken cancellationToken)
    {
        using var folder = new TestFolder();
        await File.WriteAllBytesAsync(folder.File("x.pb.gz"), content, cancellationToken);
        return await OfAsync(folder.File("x.pb.gz"), cancellationToken);
    }

    /// <summary>The functions at the top, for a message.</summary>
    public override string ToString() => string.Join('\n', Flat.Take(8).Concat(All.Take(12)).Select(place => place.ToString()));
}
