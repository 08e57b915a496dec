using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class RunMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<string, long> _counted = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public RunMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == Meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                var name = $"{instrument.Name} {tag.Key}={tag.Value}";
                _counted[name] = _counted.GetValueOrDefault(name) + value;
            }
        });
        _listener.Start();
    }

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Jobs_beyond_the_limit_are_counted_together()
    {
        var metrics = new RunMetrics(Meters);
        for (var job = 1; job <= RunMetrics.JobLabelsMax + 5; job++)
        {
            metrics.Finished(new FinishedRun { Id = job, JobId = job, State = RunStatus.Completed });
            metrics.Finished(new FinishedRun { Id = 1000 + job, JobId = job, State = RunStatus.Errored });
        }

        Assert.Equal((2, 2, 10), (Of("node.runs job_id=1"), Of($"node.runs job_id={RunMetrics.JobLabelsMax}"), Of("node.runs job_id=other")));
        Assert.Equal(0, Of($"node.runs job_id={RunMetrics.JobLabelsMax + 1}"));
        Assert.Equal((205, 205), (Of("node.runs state=completed"), Of("node.runs state=errored")));
    }

    [Fact]
    public void Bridges_beyond_the_limit_are_counted_together()
    {
        var metrics = new BridgeMetrics(Meters);
        var call = new BridgeCall { At = DateTimeOffset.UnixEpoch, Took = TimeSpan.FromMilliseconds(1) };
        for (var i = 1; i <= BridgeMetrics.BridgeLabelsMax + 5; i++)
        {
            metrics.Add($"b{i}", call);
        }

        metrics.Add("b1", call with { IsTimeout = true, Error = "no answer" });
        metrics.AddCacheHit("late");
        Assert.Equal((2, 5), (Of("node.bridge.requests bridge=b1"), Of("node.bridge.requests bridge=other")));
        Assert.Equal((205, 1), (Of("node.bridge.requests outcome=ok"), Of("node.bridge.requests outcome=timeout")));
        Assert.Equal(1, Of("node.bridge.cache.hits bridge=other"));
    }

    [Fact]
    public void A_trigger_is_counted_as_new_or_as_known()
    {
        var written = new WrittenBatch();
        var run = new OpenRun { Id = 1, JobId = 1, TriggerKind = TriggerKind.Webhook };
        written.Accepted.Add(new AcceptedEnd(run, new AcceptedRun(1, true), null));
        written.Accepted.Add(new AcceptedEnd(run, new AcceptedRun(1, false), null));
        written.Accepted.Add(new AcceptedEnd(run, new AcceptedRun(2, true), new FinishedRun { Id = 2, JobId = 1, State = RunStatus.Completed }));
        written.Finished.Add(new FinishedRun { Id = 3, JobId = 1, State = RunStatus.Cancelled });

        new RunMetrics(Meters).Written(4, written, TimeSpan.FromMilliseconds(1));

        Assert.Equal((2, 1), (Of("node.triggers outcome=new"), Of("node.triggers outcome=duplicate")));
        Assert.Equal((1, 1), (Of("node.runs state=completed"), Of("node.runs state=cancelled")));
    }

    [Fact]
    public void Counting_a_run_allocates_nothing()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        var seen = 0L;
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => seen += value);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => seen++);
        listener.Start();
        var task = new TaskRun { Name = "a", Type = "http", Attempts = 2, Result = TaskResult.Ok(PipelineValue.Null), FinishedAt = default(DateTimeOffset) };
        var execution = new PipelineRun
        {
            State = RunState.Completed, StartedAt = default, FinishedAt = default, Variables = MapValue.Empty, Tasks = [task, task, task], Terminals = ["a"],
        };
        var written = new WrittenBatch();
        var run = new OpenRun { Id = 1, JobId = 1, TriggerKind = TriggerKind.Webhook };
        written.Accepted.Add(new AcceptedEnd(run, new AcceptedRun(1, true), new FinishedRun { Id = 1, JobId = 1, State = RunStatus.Completed, Execution = execution }));
        var metrics = new RunMetrics(meters);
        metrics.Written(1, written, TimeSpan.Zero);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            metrics.Written(1, written, TimeSpan.Zero);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(seen > 1000, "nobody listened");
    }

    private long Of(string name) => _counted.GetValueOrDefault(name);
}
