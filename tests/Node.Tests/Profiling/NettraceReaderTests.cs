using Node.Profiling.Nettrace;
using Node.Profiling.Vitals;
using Node.Testing;
using Xunit;

namespace Node.Tests.Profiling;

[Collection(ProfiledAlone.Name)]
public sealed class NettraceReaderTests
{
    private static readonly Lazy<byte[]> Trace = new(Record);

    [Fact]
    public void A_trace_that_breaks_off_anywhere_is_an_error_of_the_trace()
    {
        var random = new Random(7);
        Assert.Null(Read(Trace.Value));
        for (var i = 0; i < TestScale.Pick(60, 1000); i++)
        {
            var length = random.Next(Trace.Value.Length - 1);
            Assert.True(Read(Trace.Value[..length]) is NettraceException, $"cut at {length} of {Trace.Value.Length}");
        }
    }

    [Fact]
    public void A_trace_with_wrong_bytes_is_read_or_refused_as_such()
    {
        var random = new Random(11);
        for (var i = 0; i < TestScale.Pick(60, 1000); i++)
        {
            var broken = (byte[])Trace.Value.Clone();
            var at = random.Next(broken.Length);
            for (var j = at; j < Math.Min(at + 8, broken.Length); j++)
            {
                broken[j] = (byte)random.Next(256);
            }

            var failure = Read(broken);
            Assert.True(failure is null or NettraceException, $"changed at {at}: {failure}");
        }
    }

    private static Exception? Read(byte[] trace)
    {
        try
        {
            new NettraceReader(new MemoryStream(trace), new StackTable(), new ThreadSink(new GatherRates())).Read();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static byte[] Record()
    {
        using var raw = new MemoryStream();
        new EventPipeVitals(TimeProvider.System).Gather(
            new VitalsRequest
            {
                Vitals = new HashSet<Vital> { Vital.Goroutine, Vital.Allocs },
                Duration = TimeSpan.FromMilliseconds(50),
                TraceDuration = TimeSpan.Zero,
                OpenRaw = _ => raw,
            },
            TestContext.Current.CancellationToken);
        return raw.ToArray();
    }
}
