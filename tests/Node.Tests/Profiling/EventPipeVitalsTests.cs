using Microsoft.Diagnostics.NETCore.Client;
using Node.Profiling.Vitals;
using Xunit;

namespace Node.Tests.Profiling;

[Collection(ProfiledAlone.Name)]
public sealed class EventPipeVitalsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Profiles_name_the_methods_that_burn_allocate_and_wait_at_the_top()
    {
        GatheredVitals gathered;
        using var raw = new MemoryStream();
        using (var busy = new BusyCode())
        {
            var kept = Enumerable.Range(0, 50_000).Select(_ => new BusyCode.AllocatedThing()).ToArray();
            gathered = Gather(TimeSpan.FromSeconds(2), VitalNames.All, end => end == "nettrace" ? raw : new MemoryStream());
            GC.KeepAlive(kept);
            Assert.NotNull(busy.Kept);
        }

        Assert.Empty(gathered.Missing);
        var cpu = await ReadAsync(gathered, Vital.Cpu, "samples/count", "cpu/nanoseconds");
        Assert.True(cpu.Flat[0].Name.EndsWith("BusyCode.BurnHere", StringComparison.Ordinal), cpu.ToString());
        Assert.EndsWith("BusyCode.cs", cpu.Flat[0].File, StringComparison.Ordinal);
        Assert.InRange(cpu.Flat[0].Line, 45, 70);

        var allocs = await ReadAsync(gathered, Vital.Allocs, "alloc_objects/count", "alloc_space/bytes");
        Assert.True(allocs.Flat[0].Name.EndsWith("BusyCode.AllocateHere", StringComparison.Ordinal), allocs.ToString());

        var mutex = await ReadAsync(gathered, Vital.Mutex, "contentions/count", "delay/nanoseconds");
        Assert.True(mutex.Flat[0].Name.EndsWith("BusyCode.WaitForTheLockHere", StringComparison.Ordinal), mutex.ToString());

        var block = await ReadAsync(gathered, Vital.Block, "contentions/count", "delay/nanoseconds");
        Assert.True(block.Flat[0].Name.EndsWith("BusyCode.WaitForAnEventHere", StringComparison.Ordinal), block.ToString());

        var threads = await ReadAsync(gathered, Vital.Goroutine, "threads/count");
        Assert.True(threads.All.Any(place => place.Name.EndsWith("BusyCode.WaitForAnEventHere", StringComparison.Ordinal)), threads.ToString());

        var heap = await ReadAsync(gathered, Vital.Heap, "inuse_objects/count", "inuse_space/bytes");
        var things = heap.Flat.FirstOrDefault(place => place.Name.EndsWith("AllocatedThing", StringComparison.Ordinal));
        Assert.True(things is not null, heap.ToString());
        Assert.True(things.Value >= 50_000 * 24, heap.ToString());
        Assert.True(raw.ToArray().AsSpan().StartsWith("Nettrace"u8));
    }

    [Fact]
    public void A_heap_that_is_too_large_is_not_listed_and_the_rest_is_gathered()
    {
        var source = new EventPipeVitals(TimeProvider.System);
        GC.Collect();

        var gathered = source.Gather(
            new VitalsRequest
            {
                Vitals = new HashSet<Vital> { Vital.Heap, Vital.Goroutine },
                Duration = TimeSpan.FromMilliseconds(200),
                TraceDuration = TimeSpan.Zero,
                HeapBytesMax = 1000,
                OpenRaw = _ => null,
            },
            Ct);

        Assert.Equal(Vital.Goroutine, Assert.Single(gathered.Profiles).Vital);
        Assert.Contains("the heap was not listed", Assert.Single(gathered.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_a_gathering_early()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));

        var gathering = Task.Run(
            () => Patient().Gather(
                new VitalsRequest
                {
                    Vitals = VitalNames.All,
                    Duration = TimeSpan.FromMinutes(5),
                    TraceDuration = TimeSpan.FromMinutes(5),
                    OpenRaw = _ => new MemoryStream(),
                },
                stop.Token),
            Ct);

        await gathering.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    // What the tests have loaded is much to name at the end, and the machine may be busy.
    private static EventPipeVitals Patient() => new(
        TimeProvider.System, new DiagnosticsPipe(new DiagnosticsClient(Environment.ProcessId), new Patience(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(25))));

    private static GatheredVitals Gather(TimeSpan duration, IReadOnlySet<Vital> vitals, Func<string, Stream?> openRaw) =>
        new EventPipeVitals(TimeProvider.System).Gather(
            new VitalsRequest { Vitals = vitals, Duration = duration, TraceDuration = duration, OpenRaw = openRaw }, Ct);

    private static async Task<ReadProfile> ReadAsync(GatheredVitals gathered, Vital vital, params string[] types)
    {
        var read = await ReadProfile.OfAsync(gathered.Profiles.Single(profile => profile.Vital == vital).Content, Ct);
        Assert.Equal(types, read.Types);
        Assert.True(read.Samples > 0, $"{vital} has no samples");
        return read;
    }
}
