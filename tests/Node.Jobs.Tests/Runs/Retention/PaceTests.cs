using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

public sealed class PaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Pieces_grow_while_they_are_quick_and_shrink_when_they_are_slow_within_their_limits()
    {
        var pace = new Pace(_time);
        var rows = pace.Rows;
        await RunAsync(pace, 1);
        Assert.Equal(rows * 2, pace.Rows);
        await RunAsync(pace, 100);
        Assert.Equal(rows, pace.Rows);
        await RunAsync(pace, 25);
        Assert.Equal(rows, pace.Rows);
        for (var i = 0; i < 20; i++)
        {
            await RunAsync(pace, 100);
        }

        Assert.Equal(Pace.RowsMin, pace.Rows);
        Assert.Equal((Pace.RowsMin, Pace.UrgentRowsMin), (pace.RowsOf(isUrgent: false), pace.RowsOf(isUrgent: true)));
        for (var i = 0; i < 20; i++)
        {
            await RunAsync(pace, 0);
        }

        Assert.Equal(Pace.RowsMax, pace.Rows);
    }

    [Fact]
    public async Task A_server_s_pieces_are_never_small()
    {
        var pace = new Pace(_time, Pace.ServerRowsMin);
        Assert.Equal(Pace.ServerRowsMin, pace.Rows);
        await RunAsync(pace, 100);
        Assert.Equal(Pace.ServerRowsMin, pace.Rows);
    }

    [Fact]
    public async Task What_a_piece_waits_for_its_turn_is_not_held_against_it()
    {
        var pace = new Pace(_time);
        var rows = pace.Rows;
        await pace.RunAsync(
            begun =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                begun();
                return Task.FromResult(0);
            },
            isUrgent: true,
            CancellationToken.None);
        Assert.Equal(rows * 2, pace.Rows);
    }

    [Fact]
    public async Task Without_hurry_there_is_a_pause_three_times_as_long_as_the_piece()
    {
        var running = new Pace(_time).RunAsync(
            _ =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                return Task.FromResult(0);
            },
            isUrgent: false,
            CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(29));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private Task<int> RunAsync(Pace pace, int milliseconds) => pace.RunAsync(
        begun =>
        {
            begun();
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            return Task.FromResult(0);
        },
        isUrgent: true,
        CancellationToken.None);
}
