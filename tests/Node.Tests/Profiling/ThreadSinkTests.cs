using System.Buffers.Binary;
using Node.Profiling.Nettrace;
using Node.Profiling.Vitals;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class ThreadSinkTests
{
    private const int LockPlace = 3;
    private const int EventPlace = 4;

    [Fact]
    public void Waits_that_have_not_ended_count_up_to_the_last_event()
    {
        var sink = new ThreadSink(new GatherRates());
        sink.OnStart(1_000_000_000, 0);
        Say(sink, RuntimeEvents.ContentionStart, thread: 1, at: 100, LockPlace);
        Say(sink, RuntimeEvents.WaitStart, thread: 2, at: 200, EventPlace);
        Say(sink, RuntimeEvents.ContentionStart, thread: 5, at: 300, LockPlace);
        Say(sink, RuntimeEvents.ContentionEnd, thread: 5, at: 350, LockPlace, nanoseconds: 50);
        Say(sink, RuntimeEvents.WaitStart, thread: 9, at: 1000, EventPlace);

        sink.Close();

        Assert.Equal((2, 900 + 50), sink.Locks[LockPlace]);
        Assert.Equal((1, 800), sink.Waits[EventPlace]);
    }

    [Fact]
    public void Of_waits_for_locks_one_in_so_many_stands_for_all_whether_it_ended_or_not()
    {
        var sink = new ThreadSink(new GatherRates(MutexFraction: 10));
        sink.OnStart(1_000_000_000, 0);
        for (var thread = 1; thread <= 100; thread++)
        {
            Say(sink, RuntimeEvents.ContentionStart, thread, at: 0, LockPlace);
        }

        Say(sink, RuntimeEvents.WaitStart, thread: 101, at: 7, EventPlace);

        sink.Close();

        Assert.Equal((100, 700), sink.Locks[LockPlace]);
    }

    private static void Say(ThreadSink sink, int id, long thread, long at, int stack, double nanoseconds = 0)
    {
        Span<byte> payload = stackalloc byte[11];
        BinaryPrimitives.WriteDoubleLittleEndian(payload[3..], nanoseconds);
        sink.OnEvent(new NettraceEvent { Provider = RuntimeEvents.Runtime, Id = id, ThreadId = thread, Timestamp = at, Stack = stack, Payload = payload });
    }
}
