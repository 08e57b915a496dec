using Node.Core.Tracing;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Hands the ends of runs to callers who wait for them. Safe for several threads.</summary>
public sealed class RunAnswers(IRunReader runs, TimeProvider time, Traces? traces = null) : IFinishedRuns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(long JobId, string Key), Expectation> _expected = [];

    /// <inheritdoc/>
    public void OnFinished(FinishedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Expectation? expectation;
        lock (_gate)
        {
            _expected.TryGetValue((run.JobId, run.TriggerKey), out expectation);
        }

        expectation?.End.TrySetResult(run);
    }

    /// <summary>Begins to listen for the end of the run of a trigger; to be called before the trigger is accepted, so that a quick end is not missed.</summary>
    public ExpectedRun Expect(long jobId, string triggerKey)
    {
        lock (_gate)
        {
            if (!_expected.TryGetValue((jobId, triggerKey), out var expectation))
            {
                _expected[(jobId, triggerKey)] = expectation = new Expectation();
            }

            expectation.Waiting++;
            return new ExpectedRun(this, runs, time, jobId, triggerKey, expectation.End.Task);
        }
    }

    internal RunView Show(FinishedRun run) => RunView.Of(run) with { TraceId = traces.TraceIdOf(run.Id) };

    internal void Leave(long jobId, string triggerKey)
    {
        lock (_gate)
        {
            // Others may wait for the same run.
            if (_expected.TryGetValue((jobId, triggerKey), out var expectation) && --expectation.Waiting == 0)
            {
                _expected.Remove((jobId, triggerKey));
            }
        }
    }

    private sealed class Expectation
    {
        public TaskCompletionSource<FinishedRun> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting { get; set; }
    }
}
