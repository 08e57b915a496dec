using System.Diagnostics;
using Node.Core.Tracing;
using Xunit;

namespace Node.Core.Tests.Tracing;

public sealed class TracesTests
{
    [Fact]
    public void The_first_span_has_the_id_that_all_others_expect()
    {
        using var traces = new Traces();
        traces.UseSalt("0123456789abcdef"u8);
        var spans = new List<Activity>();
        using var listener = Listen(spans);

        traces.Root("trigger", "17", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(2), "16", KeyValuePair.Create<string, object?>("run.id", 17L));
        using (traces.Begin("execute", "17"))
        using (traces.BeginChild("task"))
        {
            Assert.Null(Activity.Current!.GetTagItem("anchor"));
        }

        Assert.Equal(["trigger", "task", "execute"], spans.Select(span => span.OperationName));
        Assert.All(spans, span => Assert.Equal(traces.AnchorOf("17").TraceId, span.TraceId));
        Assert.Equal((traces.AnchorOf("17").SpanId, default(ActivitySpanId)), (spans[0].SpanId, spans[0].ParentSpanId));
        Assert.Contains(spans[0].SpanId.ToHexString(), spans[0].Id!, StringComparison.Ordinal);
        Assert.Equal((spans[0].SpanId, spans[2].SpanId), (spans[2].ParentSpanId, spans[1].ParentSpanId));
        Assert.Equal((DateTime.UnixEpoch, TimeSpan.FromSeconds(2)), (spans[0].StartTimeUtc, spans[0].Duration));
    }

    [Fact]
    public void Ids_depend_on_the_subject_and_on_the_salt_and_on_nothing_else()
    {
        using var one = new Traces();
        using var same = new Traces();
        using var other = new Traces();
        one.UseSalt(new byte[Traces.SaltBytes]);
        other.UseSalt("0123456789abcdef"u8);

        Assert.Equal(one.AnchorOf("1"), same.AnchorOf("1"));
        Assert.NotEqual(one.AnchorOf("1").TraceId, one.AnchorOf("2").TraceId);
        Assert.NotEqual(one.AnchorOf("1").TraceId, other.AnchorOf("1").TraceId);
        Assert.Equal(one.AnchorOf(new string('ü', 85) + "a"), one.AnchorOf(new string('ü', 85) + "b"));
        Assert.Throws<ArgumentException>(() => one.UseSalt(new byte[15]));
    }

    [Fact]
    public void Nobody_listening_costs_no_memory()
    {
        using var traces = new Traces();
        Assert.Null(traces.Begin("execute", "17"));
        Assert.Null(traces.BeginChild("task"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            using var span = traces.Begin("execute", "17");
            using var child = traces.BeginChild("task");
            traces.Root("trigger", "17", default, default, null);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_child_stands_only_under_a_span_of_ours()
    {
        using var traces = new Traces();
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        using var foreign = new Activity("request of the server").Start();

        Assert.Null(traces.BeginChild("task"));
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var test = Activity.Current;
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        Assert.Null(test);
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
