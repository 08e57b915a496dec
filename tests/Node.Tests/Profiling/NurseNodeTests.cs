using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>The real program with a threshold that is always crossed.</summary>
[Collection(ProfiledAlone.Name)]
public sealed partial class NurseNodeTests : IDisposable
{
    private static readonly (string End, string Type)[] Profiles =
    [
        ("cpu.pb.gz", "cpu/nanoseconds"), ("allocs.pb.gz", "alloc_space/bytes"), ("heap.pb.gz", "inuse_space/bytes"),
        ("mutex.pb.gz", "delay/nanoseconds"), ("block.pb.gz", "delay/nanoseconds"), ("goroutine.pb.gz", "threads/count"),
    ];

    private readonly TestFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_over_its_threshold_has_logged_why_and_gathered_profiles_that_another_program_reads()
    {
        var root = _folder.File("profiles");
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string>
        {
            ["AutoPprof__MemThreshold"] = "1b", ["AutoPprof__PollInterval"] = "200ms", ["AutoPprof__GatherDuration"] = "1s", ["AutoPprof__GatherTraceDuration"] = "500ms",

            // A busy machine must not be a second reason.
            ["AutoPprof__GoroutineThreshold"] = "0", ["AutoPprof__PoolDelayMax"] = "0s", ["AutoPprof__GcPausePercentMax"] = "0", ["AutoPprof__GatherPause"] = "1h",
        });
        await node.UntilAsync("/ready", HttpStatusCode.OK);
        await NurseBed.WaitAsync(() => Gathered(root).Count == Profiles.Length + 2);
        await NurseBed.WaitAsync(() => node.Error.Any(line => line.Contains("gathered 6 profiles", StringComparison.Ordinal)));

        var ready = await node.Api.GetAsync("/ready");
        var log = await File.ReadAllLinesAsync(Path.Combine(root, "nurse.log"), Ct);
        var files = Gathered(root);
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Matches(Line(), log[0]);
        Assert.Contains(node.Error, line => line.Contains("memory: gathering profiles", StringComparison.Ordinal));
        Assert.Equal([.. Profiles.Select(profile => profile.End).Append("nettrace").Append("trace.nettrace").Order(StringComparer.Ordinal)], files.Keys.Order(StringComparer.Ordinal));
        Assert.All(["nettrace", "trace.nettrace"], end => Assert.StartsWith("Nettrace", ReadStart(files[end]), StringComparison.Ordinal));
        foreach (var (end, type) in Profiles)
        {
            var read = await ReadProfile.OfAsync(files[end], Ct);
            Assert.Equal(type, read.Types[^1]);
            Assert.True(end is "mutex.pb.gz" or "cpu.pb.gz" || read.Samples > 0, $"{end} has no samples");
            Assert.InRange(long.Parse(read.DurationNanos, CultureInfo.InvariantCulture), 1, 60_000_000_000);
        }

        Assert.Equal(0, await node.StopAsync());
    }

    private static Dictionary<string, string> Gathered(string root) => !Directory.Exists(root) ? [] : Directory.GetFiles(root)
        .Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0]) && !file.EndsWith(".part", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileName(file)[(Path.GetFileName(file).IndexOf('.', StringComparison.Ordinal) + 1)..], file => file);

    private static string ReadStart(string file)
    {
        using var stream = File.OpenRead(file);
        var start = new byte[8];
        stream.ReadExactly(start);
        return System.Text.Encoding.ASCII.GetString(start);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[0-9:.]{15}Z memory allocated_in_all=\d+ collections_of_all=\d+ heap=\d+ heap_committed=\d+ heap_fragmented=\d+ pinned_objects=\d+ threshold=1 working_set=\d+$")]
    private static partial Regex Line();
}
