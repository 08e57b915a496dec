using Node.Jobs.Scheduling;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

public sealed class TickQueueTests
{
    private readonly TickQueue _ticks = new();

    [Fact]
    public void Ticks_leave_in_order_and_one_begins_to_take_them_out()
    {
        Assert.True(Put(1, 2));
        Assert.False(Put(3));
        Assert.Equal("1 2 3", TakeAll());
        Assert.True(Put(4));
        Assert.Equal("4", TakeAll());
    }

    [Fact]
    public void A_tick_is_taken_once_and_none_begins_nothing()
    {
        Assert.True(Put(1, 2));
        Assert.False(Put(2));
        Assert.Equal("1 2", TakeAll());
        Assert.False(Put(2));
        Assert.False(Put());
        Assert.Equal("", TakeAll());
    }

    [Fact]
    public void What_is_over_the_limit_is_left_out_and_told_of_when_the_rest_is_done()
    {
        for (var n = 1; n <= TickQueue.WaitingMax; n++)
        {
            Assert.Equal(n == 1, _ticks.Put([At(n)], out var isFullYet));
            Assert.False(isFullYet);
        }

        Assert.False(_ticks.Put([At(100)], out var isFull));
        Assert.True(isFull);
        Assert.False(_ticks.Put([At(101)], out isFull));
        Assert.False(isFull);

        // Room again: what comes now still waits for what was left out.
        Assert.True(_ticks.TryTake(out var first, out _));
        Assert.Equal(At(1), first);
        Put(102);
        Assert.Equal(string.Join(' ', Enumerable.Range(2, TickQueue.WaitingMax - 1)) + " from:100", TakeAll());
        Assert.True(Put(103));
        Assert.Equal("103", TakeAll());
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private bool Put(params int[] seconds) => _ticks.Put([.. seconds.Select(At)], out _);

    private string TakeAll()
    {
        var taken = new List<string>();
        while (_ticks.TryTake(out var instant, out var leftOut))
        {
            taken.Add(instant is { } tick ? $"{tick.ToUnixTimeSeconds()}" : $"from:{leftOut.ToUnixTimeSeconds()}");
        }

        return string.Join(' ', taken);
    }
}
