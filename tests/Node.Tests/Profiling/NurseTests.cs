using System.Globalization;
using Node.Core.Config;
using Node.Profiling;
using Node.Profiling.Vitals;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class NurseTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Meta = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };

    private readonly NurseBed _bed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Root => _bed.Root;

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task While_nothing_trips_nothing_is_written()
    {
        var source = new FakeVitals(100, 100);
        var nurse = _bed.NewNurse(source);
        nurse.AddCheck("fine", () => null);

        await _bed.RunAsync(nurse, looks: 5);

        Assert.Equal(0, source.Calls);
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task A_check_that_trips_is_logged_with_what_was_measured_and_profiles_are_kept()
    {
        var source = new FakeVitals(100, 5000);
        var nurse = _bed.NewNurse(source);
        var trips = 1;
        nurse.AddCheck("too much", () => Interlocked.Exchange(ref trips, 0) == 1 ? Meta : null);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Gatherings == 1);
        await nurse.CloseAsync();

        Assert.Matches("^[0-9-]{10}T[0-9:.]{15}Z \"too much\" a=1 b=2\n", await File.ReadAllTextAsync(Path.Combine(Root, "nurse.log"), Ct));
        string[] names = [.. Directory.GetFiles(Root).Select(file => Path.GetFileName(file)!).Where(name => name != "nurse.log")];
        Assert.Equal(
            ["allocs.pb.gz", "block.pb.gz", "cpu.pb.gz", "goroutine.pb.gz", "heap.pb.gz", "mutex.pb.gz", "nettrace"],
            names.Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order());
        Assert.Single(names.Select(name => long.Parse(name.Split('.')[0], CultureInfo.InvariantCulture)).Distinct());
        Assert.Equal(1, _bed.Counted("node.nurse.trips too much"));
        Assert.Equal(1, _bed.Counted("node.nurse.gatherings kept"));
        Assert.Equal(names.Sum(name => new FileInfo(Path.Combine(Root, name)).Length), _bed.Counted("node.nurse.bytes"));
    }

    [Fact]
    public async Task A_check_that_stays_wrong_leads_to_a_gathering_once_a_pause_and_another_at_once()
    {
        var source = new FakeVitals(10, 10);
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { GatherPause = TimeSpan.FromMinutes(10) });
        var isOtherWrong = false;
        nurse.AddCheck("stays wrong", () => Meta);
        nurse.AddCheck("other", () => Volatile.Read(ref isOtherWrong) ? Meta : null);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Looks >= 10);
        Assert.Equal(1, source.Calls);

        Volatile.Write(ref isOtherWrong, true);
        await _bed.UntilAsync(() => source.Calls == 2);
        var looks = nurse.Looks;
        await _bed.UntilAsync(() => nurse.Looks >= looks + 10);
        Assert.Equal(2, source.Calls);

        await _bed.UntilAsync(() => source.Calls >= 3);
        await nurse.CloseAsync();
        Assert.True(_bed.Counted("node.nurse.trips stays wrong") > 20);
    }

    [Fact]
    public async Task A_tick_that_came_while_it_gathered_does_not_lead_to_the_next_look_at_once()
    {
        var source = new FakeVitals(10, 10) { During = () => _bed.Time.Advance(TimeSpan.FromSeconds(35)) };
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { GatherPause = TimeSpan.Zero });
        var looked = new List<DateTimeOffset>();
        nurse.AddCheck("stays wrong", () =>
        {
            looked.Add(_bed.Time.GetUtcNow());
            return Meta;
        });
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Gatherings >= 3);
        await nurse.CloseAsync();

        // 35 seconds of gathering, then a whole interval.
        Assert.All(looked.Zip(looked.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(45), $"{pair}"));
    }

    [Fact]
    public async Task A_gathering_is_no_reason_for_the_next_whoever_asked_for_it()
    {
        // As the garbage collector's pauses are: a gathering adds ten seconds of them.
        var disturbance = 0;
        var source = new FakeVitals(10, 10) { During = () => Volatile.Write(ref disturbance, 10) };
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { GatherPause = TimeSpan.Zero });
        var isFirst = true;
        var answers = 0;
        nurse.AddCheck(
            "pauses",
            () =>
            {
                answers++;
                return Interlocked.Exchange(ref disturbance, 0) > 0 || Interlocked.Exchange(ref isFirst, false) ? Meta : null;
            },
            () =>
            {
                answers++;
                Volatile.Write(ref disturbance, 0);
            });
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Looks >= 5);
        await NurseBed.WaitAsync(() => Volatile.Read(ref answers) == nurse.Looks + 1);
        Assert.Equal(1, source.Calls);

        Assert.NotNull(_bed.Gate.TryGather(new VitalsRequest { Vitals = VitalNames.All, Duration = default, TraceDuration = default, OpenRaw = _ => null }, Ct));
        var looks = nurse.Looks;
        await _bed.UntilAsync(() => nurse.Looks >= looks + 5);
        await nurse.CloseAsync();
        Assert.Equal(2, source.Calls);
        Assert.Equal(1, _bed.Counted("node.nurse.trips pauses"));
    }

    [Fact]
    public async Task Ten_minutes_of_tripping_stay_within_the_room_and_the_oldest_profiles_stay()
    {
        const long Max = 2_000_000;
        var largest = 0L;
        var source = new FakeVitals(20_000, 90_000) { During = () => largest = Math.Max(largest, SizeOfRoot()) };
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { MaxProfileSize = new FileSize(Max) });
        nurse.AddCheck("too much", () => Meta);
        nurse.AddCheck("also too much", () => Meta);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Gatherings >= 1);
        var oldest = Directory.GetFiles(Root, "*.pb.gz").Order(StringComparer.Ordinal).First();
        var asking = Task.Run(() => AskOften(nurse), Ct);
        for (var looks = 2; looks <= 60; looks++)
        {
            var wanted = looks;
            await _bed.UntilAsync(() => nurse.Looks >= wanted);
            largest = Math.Max(largest, SizeOfRoot());
        }

        await asking;
        await nurse.CloseAsync();

        Assert.InRange(Math.Max(largest, SizeOfRoot()), Max / 2, Max);
        Assert.Equal(1, source.MostAtOnce);
        Assert.True(File.Exists(oldest));
        Assert.InRange(source.Calls, 5, 12);
        Assert.Contains("MaxProfileSize (2mb) is reached", Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("profiles were not gathered", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_throws_is_told_once_and_the_others_are_asked()
    {
        var asked = 0;
        var nurse = _bed.NewNurse(new FakeVitals(1, 1));
        nurse.AddCheck("broken", () => throw new InvalidOperationException("broken check"));
        nurse.AddCheck("counts", () =>
        {
            asked++;
            return null;
        });

        await _bed.RunAsync(nurse, looks: 4);

        Assert.InRange(asked, 4, 100);
        Assert.Contains("the check \"broken\" failed", Assert.Single(_bed.Logger.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_once_and_stops_nothing()
    {
        _bed.Write("profiles", "a file in its place");
        var nurse = _bed.NewNurse(new FakeVitals(1, 1));
        nurse.AddCheck("too much", () => Meta);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Looks >= 5);
        Assert.Null(nurse.Ready());
        await nurse.CloseAsync();
        Assert.True(_bed.Counted("node.nurse.gatherings failed") >= 1);

        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("profiles were not gathered", StringComparison.Ordinal));
        Assert.Contains("AutoPprof:ProfileRoot", Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("nurse.log was not written", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_is_told_once_with_what_to_do()
    {
        var nurse = _bed.NewNurse(new BrokenVitals());
        nurse.AddCheck("too much", () => Meta);

        await _bed.RunAsync(nurse, looks: 4);

        Assert.Contains("the runtime does not answer. Unset it", Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("profiles were not", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static void AskOften(Nurse nurse)
    {
        for (var i = 0; i < 50; i++)
        {
            nurse.GatherVitals("somebody asks", Meta);
            Thread.Yield();
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
