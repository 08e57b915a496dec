using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Config;
using Node.Profiling;
using Node.Profiling.Files;
using Node.Profiling.Vitals;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class NurseTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Meta = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<Nurse> _logger = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Root => _folder.File("profiles");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_nothing_trips_nothing_is_written()
    {
        var source = new FakeVitals(100, 100);
        var nurse = NewNurse(source, new AutoPprofOptions());
        nurse.AddCheck("fine", () => null);

        await RunAsync(nurse, looks: 5);

        Assert.Equal(0, source.Calls);
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task A_check_that_trips_is_logged_with_what_was_measured_and_profiles_are_kept()
    {
        var source = new FakeVitals(100, 5000);
        var nurse = NewNurse(source, new AutoPprofOptions());
        var trips = 1;
        nurse.AddCheck("too much", () => Interlocked.Exchange(ref trips, 0) == 1 ? Meta : null);
        await nurse.StartAsync(Ct);
        await UntilAsync(() => nurse.Gatherings == 1);
        await nurse.CloseAsync();

        Assert.Matches("^[0-9-]{10}T[0-9:.]{15}Z \"too much\" a=1 b=2\n", await File.ReadAllTextAsync(Path.Combine(Root, "nurse.log"), Ct));
        string[] names = [.. Directory.GetFiles(Root).Select(file => Path.GetFileName(file)!).Where(name => name != "nurse.log")];
        Assert.Equal(
            ["allocs.pb.gz", "block.pb.gz", "cpu.pb.gz", "goroutine.pb.gz", "heap.pb.gz", "mutex.pb.gz", "nettrace"],
            names.Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order());
        Assert.Single(names.Select(name => long.Parse(name.Split('.')[0], CultureInfo.InvariantCulture)).Distinct());
    }

    [Fact]
    public async Task Ten_minutes_of_tripping_stay_within_the_room_and_the_oldest_profiles_stay()
    {
        const long Max = 2_000_000;
        var largest = 0L;
        var source = new FakeVitals(20_000, 90_000) { During = () => largest = Math.Max(largest, SizeOfRoot()) };
        var nurse = NewNurse(source, new AutoPprofOptions { MaxProfileSize = new FileSize(Max) });
        nurse.AddCheck("too much", () => Meta);
        nurse.AddCheck("also too much", () => Meta);
        await nurse.StartAsync(Ct);
        await UntilAsync(() => nurse.Gatherings >= 1);
        var oldest = Directory.GetFiles(Root, "*.pb.gz").Order(StringComparer.Ordinal).First();
        var asking = Task.Run(() => AskOften(nurse), Ct);
        for (var looks = 2; looks <= 60; looks++)
        {
            var wanted = looks;
            await UntilAsync(() => nurse.Looks >= wanted);
            largest = Math.Max(largest, SizeOfRoot());
        }

        await asking;
        await nurse.CloseAsync();

        Assert.InRange(Math.Max(largest, SizeOfRoot()), Max / 2, Max);
        Assert.Equal(1, source.MostAtOnce);
        Assert.True(File.Exists(oldest));
        Assert.InRange(source.Calls, 5, 12);
        Assert.Contains("MaxProfileSize (2mb) is reached", Assert.Single(_logger.Warnings, line => line.StartsWith("profiles were not gathered", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_throws_is_told_once_and_the_others_are_asked()
    {
        var asked = 0;
        var nurse = NewNurse(new FakeVitals(1, 1), new AutoPprofOptions());
        nurse.AddCheck("broken", () => throw new InvalidOperationException("broken check"));
        nurse.AddCheck("counts", () =>
        {
            asked++;
            return null;
        });

        await RunAsync(nurse, looks: 4);

        Assert.InRange(asked, 4, 100);
        Assert.Contains("the check \"broken\" failed", Assert.Single(_logger.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_once_and_stops_nothing()
    {
        _folder.Write("profiles", "a file in its place");
        var nurse = NewNurse(new FakeVitals(1, 1), new AutoPprofOptions());
        nurse.AddCheck("too much", () => Meta);
        await nurse.StartAsync(Ct);
        await UntilAsync(() => nurse.Looks >= 5);
        Assert.Null(nurse.Ready());
        await nurse.CloseAsync();

        Assert.Single(_logger.Warnings, line => line.StartsWith("profiles were not gathered", StringComparison.Ordinal));
        Assert.Contains("AutoPprof:ProfileRoot", Assert.Single(_logger.Warnings, line => line.StartsWith("nurse.log was not written", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_is_told_once_with_what_to_do()
    {
        var nurse = NewNurse(new BrokenVitals(), new AutoPprofOptions());
        nurse.AddCheck("too much", () => Meta);

        await RunAsync(nurse, looks: 4);

        Assert.Contains("the runtime does not answer. Unset it", Assert.Single(_logger.Warnings, line => line.StartsWith("profiles were not", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private Nurse NewNurse(IVitalsSource source, AutoPprofOptions options) =>
        new(options, new ProfileFolder(Root, options.MaxProfileSize.Bytes), new VitalsGate(source), _time, _logger);

    private async Task RunAsync(Nurse nurse, int looks)
    {
        await nurse.StartAsync(Ct);
        await UntilAsync(() => nurse.Looks >= looks);
        await nurse.CloseAsync();
    }

    private static void AskOften(Nurse nurse)
    {
        for (var i = 0; i < 50; i++)
        {
            nurse.GatherVitals("somebody asks", Meta);
            Thread.Yield();
        }
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30), "it did not come to it within 30 seconds");
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Ct);
        }
    }

    // The log may be put aside while it is looked at.
    private long SizeOfRoot() => new DirectoryInfo(Root).EnumerateFiles().Sum(file =>
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    });
}
