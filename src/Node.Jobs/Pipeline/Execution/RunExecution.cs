using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>One execution of one run. Its loop owns all state; tasks see it only through <see cref="TaskScope"/>.</summary>
internal sealed class RunExecution : IRunInProgress, IDisposable
{
    private readonly CompiledPipeline _pipeline;
    private readonly ExecutorOptions _options;
    private readonly CancellationToken _stop;
    private readonly TaskResult[] _results;
    private readonly TaskRun?[] _runs;
    private readonly int[] _waitsFor;
    private readonly Queue<CompiledTask> _computing = new();
    private readonly Queue<CompiledTask> _waiting = new();
    private readonly List<RunningTask> _running = [];
    private readonly DateTimeOffset _startedAt;
    private readonly RunClock _clock;
    private readonly RunSize _size;
    private CompiledTask? _failedEarly;

    public RunExecution(CompiledPipeline pipeline, RunContext context, ExecutorOptions options, CancellationToken stop)
    {
        _pipeline = pipeline;
        Context = context;
        _options = options;
        _stop = stop;
        _startedAt = context.Time.GetUtcNow();
        _clock = new RunClock(context.Time, options.RunDurationMax, stop);
        _size = new RunSize(options.RunBytesMax);
        var count = pipeline.Tasks.Count;
        _results = new TaskResult[count];
        _runs = new TaskRun?[count];
        _waitsFor = new int[count];
    }

    /// <summary>What the run was given.</summary>
    public RunContext Context { get; }

    /// <summary>The result of a task; only those before the asking task are sure to be final.</summary>
    public TaskResult ResultOf(int taskId) => _results[taskId];

    /// <summary>The results so far.</summary>
    public RunProgress Progress()
    {
        lock (_runs) // an effect asks from its own thread while the loop stores results
        {
            return new RunProgress(Context.RunId, new RunCheckpoint([.. _runs.OfType<TaskRun>()]));
        }
    }

    /// <summary>Executes until nothing can go on.</summary>
    public async Task RunAsync()
    {
        Begin();
        while (true)
        {
            StartReady();
            if (_running.Count == 0)
            {
                break;
            }

            await Task.WhenAny(_running.Select(static r => r.Outcome));
            for (var i = _running.Count - 1; i >= 0; i--)
            {
                if (_running[i].Outcome.IsCompleted)
                {
                    var running = _running[i];
                    _running.RemoveAt(i);
                    Finish(running.Task, await running.Outcome, running.StartedAt, running.Trace);
                }
            }
        }

        _stop.ThrowIfCancellationRequested();
        if (_failedEarly is { } failed)
        {
            CancelUnfinished($"not run, because task {failed.Name} failed and has failEarly set");
        }
    }

    /// <summary>The outcome.</summary>
    public PipelineRun ToRun()
    {
        var state = RunState.Completed;
        foreach (var result in _results)
        {
            state = result.IsFinal ? state : RunState.Suspended;
        }

        foreach (var terminal in _pipeline.Terminals)
        {
            state = state == RunState.Completed && _results[terminal.Id].IsError ? RunState.Errored : state;
        }

        return new PipelineRun
        {
            State = state,
            StartedAt = _startedAt,
            FinishedAt = Context.Time.GetUtcNow(),
            Variables = Context.Variables,
            Tasks = state == RunState.Suspended ? _runs.OfType<TaskRun>().ToArray() : (TaskRun[])_runs!,
            Terminals = _pipeline.TerminalNames,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _clock.Dispose();

    private void Begin()
    {
        foreach (var task in _pipeline.Tasks)
        {
            _waitsFor[task.Id] = task.UpstreamCount;
        }

        foreach (var done in Context.Resume?.Tasks ?? [])
        {
            var task = _pipeline.Find(done.Name)
                ?? throw new ArgumentException($"the checkpoint speaks of a task {Found.Quote(done.Name)} that the pipeline does not have");
            _results[task.Id] = done.Result;
            _runs[task.Id] = done;
            _size.Count(done.Result.Value);
        }

        foreach (var task in _pipeline.Tasks)
        {
            if (_results[task.Id].IsFinal)
            {
                Release(task, enqueue: false);
            }
        }

        foreach (var task in _pipeline.Tasks)
        {
            Enqueue(task);
        }
    }

    private void Enqueue(CompiledTask task)
    {
        if (_waitsFor[task.Id] == 0 && _results[task.Id].State == TaskState.Unfinished)
        {
            (task.Task.Waits ? _waiting : _computing).Enqueue(task);
        }
    }

    private void Release(CompiledTask task, bool enqueue = true)
    {
        foreach (var next in task.Downstream)
        {
            _waitsFor[next.Id]--;
            if (enqueue)
            {
                Enqueue(next);
            }
        }
    }

    /// <summary>Starts what waits for the outside first, so that computing fills the time; a stop or an early failure starts
    /// nothing more.</summary>
    private void StartReady()
    {
        while (_failedEarly is null && !_stop.IsCancellationRequested)
        {
            if (_clock.IsOver && (_waiting.TryDequeue(out var late) || _computing.TryDequeue(out late)))
            {
                Expire(late);
            }
            else if (_running.Count < _options.ConcurrentTasksMax && _waiting.TryDequeue(out var waiting))
            {
                StartWaiting(waiting);
            }
            else if (_computing.TryDequeue(out var computing))
            {
                var startedAt = Context.Time.GetUtcNow();
                using var span = TaskSpan.Begin(Context.Traces, computing);
                Finish(computing, TaskSpan.Say(span, Compute(computing)), startedAt, null);
            }
            else
            {
                return;
            }
        }
    }

    private TaskResult Compute(CompiledTask task)
    {
        if (!task.Task.TakesErrors && InputError(task) is { } problem)
        {
            return problem;
        }

        try
        {
            return ((ComputeTask)task.Task).Run(new TaskScope(this, task, null));
        }
#pragma warning disable CA1031 // The frame of a task: whatever it throws is its error and must not end the run, let alone the node.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return TaskFailure.From(task, e);
        }
    }

    private void StartWaiting(CompiledTask task)
    {
        var startedAt = Context.Time.GetUtcNow();
        if (!task.Task.TakesErrors && InputError(task) is { } problem)
        {
            Finish(task, problem, startedAt, null);
            return;
        }

        _clock.Watch();
        var trace = new TaskTrace();
        var attempts = new TaskAttempts(task, new TaskScope(this, task, trace), trace, _clock, Context.Traces);
        _running.Add(new RunningTask(task, attempts.RunAsync(), startedAt, trace));
    }

    // Nothing is begun after the deadline; what is left has an error each, so that the record says why.
    private void Expire(CompiledTask task)
    {
        var (kind, problem) = _clock.Reason();
        Finish(task, TaskResult.Fail(kind, $"{task.Name} ({task.Type}): {problem}"), Context.Time.GetUtcNow(), null);
    }

    private TaskResult? InputError(CompiledTask task)
    {
        foreach (var input in task.Inputs)
        {
            if (_results[input.Id].Error is { } error)
            {
                return TaskResult.Fail($"{task.Name} ({task.Type}): its input {input.Name} failed: {Found.Quote(error.Message)}");
            }
        }

        return null;
    }

    private void Finish(CompiledTask task, TaskResult result, DateTimeOffset startedAt, TaskTrace? trace)
    {
        result = _size.Limit(task, result);
        Store(task, result, trace is null ? 1 : trace.Attempts, startedAt, trace?.Notes() ?? []);
        if (result.IsError && task.Policy.FailEarly)
        {
            _failedEarly ??= task;
            _clock.CancelAll();
        }

        if (result.IsFinal)
        {
            Release(task);
        }
    }

    private void Store(
        CompiledTask task, TaskResult result, int attempts, DateTimeOffset startedAt, IReadOnlyList<OutsideNote> outside)
    {
        var run = new TaskRun
        {
            Name = task.Name,
            Type = task.Type,
            Index = task.Index,
            Result = result,
            Attempts = attempts,
            StartedAt = startedAt,
            FinishedAt = result.IsFinal ? Context.Time.GetUtcNow() : null,
            Inputs = task.InputNames,
            Outside = outside,
        };
        lock (_runs)
        {
            _results[task.Id] = result;
            _runs[task.Id] = run;
        }
    }

    private void CancelUnfinished(string why)
    {
        var now = Context.Time.GetUtcNow();
        foreach (var task in _pipeline.Tasks)
        {
            if (!_results[task.Id].IsFinal)
            {
                Store(task, TaskResult.Fail(TaskErrorKind.Cancelled, $"{task.Name} ({task.Type}): {why}"), 0, now, []);
            }
        }
    }

    private sealed record RunningTask(CompiledTask Task, Task<TaskResult> Outcome, DateTimeOffset StartedAt, TaskTrace Trace);
}
