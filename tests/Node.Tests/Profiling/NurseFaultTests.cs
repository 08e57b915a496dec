using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Node.Profiling;
using Node.Profiling.Vitals;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>What goes wrong in checks and gatherings stops neither the nurse nor the node.</summary>
public sealed class NurseFaultTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Meta = new Dictionary<string, string> { ["a"] = "1" };

    private readonly NurseBed _bed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_gathering_that_throws_what_nobody_expects_is_told_once_and_is_in_the_health_until_one_does_not()
    {
        var isShort = true;
        var source = new FakeVitals(10, 10) { During = () => throw (Volatile.Read(ref isShort) ? new InsufficientMemoryException("no memory to encode it") : new VitalsException("later", "Wait")) };
        var nurse = _bed.NewNurse(source, new AutoPprofOptions { GatherPause = TimeSpan.Zero });
        nurse.AddCheck("too much", () => Meta);
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => source.Calls >= 4);

        Assert.Null(nurse.Ready());
        Assert.Contains("no memory to encode it", nurse.HealthReport()[nurse.Name]!.Reason, StringComparison.Ordinal);
        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("the nurse could not look or gather", StringComparison.Ordinal));

        Volatile.Write(ref isShort, false);
        await _bed.UntilAsync(() => nurse.HealthReport()[nurse.Name] is null);
        await nurse.CloseAsync();
        Assert.True(_bed.Counted("node.nurse.gatherings failed") >= 5);
        Assert.Null(nurse.Ready());
    }

    [Fact]
    public async Task A_folder_whose_name_is_none_is_told_and_stops_nothing()
    {
        var nurse = _bed.NewNurse(new FakeVitals(1, 1), new AutoPprofOptions { ProfileRoot = "a\0b", GatherPause = TimeSpan.Zero });
        nurse.AddCheck("too much", () => Meta);

        nurse.GatherVitals("somebody asks", Meta);
        await _bed.RunAsync(nurse, looks: 4);

        Assert.Null(nurse.Ready());
        Assert.NotEmpty(_bed.Logger.Warnings);
    }

    [Fact]
    public async Task Measured_values_that_cannot_be_read_are_a_failure_of_their_check_or_told_and_those_behind_are_asked()
    {
        var asked = 0;
        var nurse = _bed.NewNurse(new FakeVitals(1, 1));
        nurse.AddCheck("unreadable", () => new UnreadableMeta());
        nurse.AddCheck("behind", () =>
        {
            asked++;
            return null;
        });
        nurse.GatherVitals("somebody asks", new UnreadableMeta());

        await _bed.RunAsync(nurse, looks: 4);

        Assert.True(asked >= 4);
        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("the check \"unreadable\" failed", StringComparison.Ordinal));
        Assert.Single(_bed.Logger.Warnings, line => line.StartsWith("nurse.log was not written: cannot be read", StringComparison.Ordinal));
        Assert.True(_bed.Counted("node.nurse.check.faults unreadable threw") >= 3);
    }

    [Fact]
    public async Task A_check_that_hangs_is_told_once_counted_and_not_asked_again_until_it_returns()
    {
        using var release = new ManualResetEventSlim();
        var (hung, behind) = (0, 0);
        var nurse = _bed.NewNurse(new FakeVitals(1, 1), new AutoPprofOptions { CheckTimeMax = TimeSpan.FromMilliseconds(200) });
        nurse.AddCheck("hangs", () =>
        {
            Interlocked.Increment(ref hung);
            release.Wait();
            return null;
        });
        nurse.AddCheck("behind", () =>
        {
            Interlocked.Increment(ref behind);
            return null;
        });
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => Volatile.Read(ref behind) >= 5);

        Assert.Equal(1, Volatile.Read(ref hung));
        Assert.Contains("the check \"hangs\" did not return within 200ms", Assert.Single(_bed.Logger.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _bed.Counted("node.nurse.check.faults hangs hangs"));
        Assert.Contains("\"hangs\" does not return", nurse.HealthReport()[nurse.Name]!.Reason, StringComparison.Ordinal);
        Assert.Null(nurse.Ready());

        release.Set();
        await _bed.UntilAsync(() => Volatile.Read(ref hung) >= 3 && nurse.HealthReport()[nurse.Name] is null);
        await nurse.CloseAsync();
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_hold_up_closing()
    {
        using var release = new ManualResetEventSlim();
        using var isHanging = new ManualResetEventSlim();
        var nurse = _bed.NewNurse(new FakeVitals(1, 1), new AutoPprofOptions { CheckTimeMax = TimeSpan.FromMinutes(1) });
        nurse.AddCheck("hangs", () =>
        {
            isHanging.Set();
            release.Wait();
            return null;
        });
        await nurse.StartAsync(Ct);
        await _bed.UntilAsync(() => isHanging.IsSet);

        await nurse.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10), Ct);

        release.Set();
    }

    /// <summary>Throws when it is enumerated.</summary>
    private sealed class UnreadableMeta : IReadOnlyDictionary<string, string>
    {
        public IEnumerable<string> Keys => throw new InvalidOperationException("cannot be read");

        public IEnumerable<string> Values => throw new InvalidOperationException("cannot be read");

        public int Count => 1;

        public string this[string key] => throw new InvalidOperationException("cannot be read");

        public bool ContainsKey(string key) => false;

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            value = null;
            return false;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new InvalidOperationException("cannot be read");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
