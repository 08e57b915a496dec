using Node.Core.Config;
using Node.Profiling;
using Node.Profiling.Files;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>The nurse in too little room, on a full disk, and where it may not write.</summary>
public sealed class NurseRoomTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Meta = new Dictionary<string, string> { ["a"] = "1" };

    private readonly NurseBed _bed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_raw_trace_that_would_take_the_room_is_left_out_and_the_profiles_are_kept()
    {
        // Less than a half of 900 kB, and it comes first.
        var source = new FakeVitals(profileBytes: 70_000, rawBytes: 600_000);

        await RunUntilGatheredAsync(source, new AutoPprofOptions { MaxProfileSize = new FileSize(1_000_000) });

        Assert.Equal(["allocs.pb.gz", "block.pb.gz", "cpu.pb.gz", "goroutine.pb.gz", "heap.pb.gz", "mutex.pb.gz"], _bed.Ends);
    }

    [Fact]
    public void A_raw_trace_leaves_profiles_their_room_and_takes_the_rest()
    {
        var folder = new ProfileFolder(_bed.Root, 100_000_000);
        var budget = folder.Count();
        var wanted = budget.Left - ProfileFolder.ProfilesReserve;
        var cut = 0;

        using (var fits = folder.OpenRaw("1.nettrace", budget, _ => cut++))
        {
            fits.Write(new byte[wanted]);
        }

        using (var tooMuch = folder.OpenRaw("2.nettrace", budget, _ => cut++))
        {
            tooMuch.Write(new byte[(budget.Left / 2) + 1]);
        }

        Assert.Equal(1, cut);
        Assert.Equal(["nettrace"], _bed.Ends);
        Assert.Equal(ProfileFolder.ProfilesReserve, budget.Left);
    }

    [Fact]
    public async Task Room_in_which_nothing_could_be_kept_counts_as_full_until_there_is_more_and_that_is_a_warning()
    {
        var source = new FakeVitals(profileBytes: 200_000, rawBytes: 200_000);
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { MaxProfileSize = new FileSize(900_000), GatherPause = TimeSpan.Zero });
        nurse.AddCheck("too much", () => Meta);
        Directory.CreateDirectory(_bed.Root);
        await File.WriteAllBytesAsync(Path.Combine(_bed.Root, "1.cpu.pb.gz"), new byte[700_000], Ct);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Looks >= 6);

        Assert.Equal(1, source.Calls);
        Assert.Contains("nothing of what was gathered fits into what AutoPprof:MaxProfileSize (900kb) leaves", _bed.Logger.Warnings.First(), StringComparison.Ordinal);
        Assert.Equal(1, _bed.Counted("node.nurse.gatherings nothing_kept"));
        Assert.True(_bed.Counted("node.nurse.gatherings full") >= 3);

        File.Delete(Path.Combine(_bed.Root, "1.cpu.pb.gz"));
        await _bed.UntilAsync(() => nurse.Gatherings == 1);
        await nurse.CloseAsync();
        Assert.InRange(source.Calls, 2, 100);
    }

    [Fact]
    public async Task Without_any_room_nothing_is_gathered_or_written()
    {
        var source = new FakeVitals(10, 10);
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { MaxProfileSize = default });
        nurse.AddCheck("too much", () => Meta);

        await _bed.RunAsync(nurse, looks: 4);

        Assert.Equal(0, source.Calls);
        Assert.Empty(Directory.GetFiles(_bed.Root));
        Assert.Contains("AutoPprof:MaxProfileSize (0b) is reached", _bed.NotGathered, StringComparison.Ordinal);
        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("nurse.log was not written: a line is longer", StringComparison.Ordinal));
    }

    // The kernel lets nobody make a folder there, not even the superuser: EPERM, where most denials are EACCES.
    [Fact]
    public async Task A_folder_that_may_not_be_made_is_told_once_and_stops_nothing()
    {
        var root = Path.Combine("/sys", "kernel", "oracle-node-profiles");
        Assert.Throws<UnauthorizedAccessException>(() => Directory.CreateDirectory(root));
        var nurse = _bed.NewNurse(new FakeVitals(1, 1), new AutoPprofOptions { ProfileRoot = root });
        nurse.AddCheck("too much", () => Meta);

        await _bed.RunAsync(nurse, looks: 5);

        Assert.Contains("cannot be written", _bed.NotGathered, StringComparison.Ordinal);
        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("nurse.log was not written", StringComparison.Ordinal));
        Assert.Null(nurse.Ready());
    }

    [Fact]
    public async Task On_a_full_disk_what_fits_is_kept_the_loss_is_a_warning_and_it_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(_bed.File("disk"), bytes: 512 * 1024);
        var source = new FakeVitals(profileBytes: 20_000, rawBytes: 2_000_000);
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { ProfileRoot = Path.Combine(disk.Path, "profiles"), GatherPause = TimeSpan.Zero });
        nurse.AddCheck("too much", () => Meta);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Gatherings >= 1);

        // The raw trace is larger than the disk, the profiles are not.
        Assert.Contains("nettrace was lost: No space left", Assert.Single(_bed.Logger.Warnings, line => line.Contains("nettrace was lost", StringComparison.Ordinal)), StringComparison.Ordinal);
        await _bed.UntilAsync(() => _bed.Counted("node.nurse.gatherings nothing_kept") + _bed.Counted("node.nurse.gatherings failed") >= 3);
        Assert.Contains("No space left", _bed.NotGathered, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "profiles"), "*.part"));
        Assert.Null(nurse.Ready());

        var before = nurse.Gatherings;
        Array.ForEach(Directory.GetFiles(Path.Combine(disk.Path, "profiles"), "*.pb.gz"), File.Delete);
        await _bed.UntilAsync(() => nurse.Gatherings > before);
        await nurse.CloseAsync();
    }

    private async Task RunUntilGatheredAsync(FakeVitals source, AutoPprofOptions options)
    {
        var nurse = _bed.NewNurse(source, options);
        nurse.AddCheck("too much", () => Meta);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => nurse.Gatherings >= 1);
        await nurse.CloseAsync();
    }
}
