using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Runs;

/// <summary>Counts triggers, runs and tasks once they are committed, and times them.</summary>
internal sealed class RunMetrics
{
    /// <summary>How many jobs have figures of their own; the runs of all later ones are counted together under <c>other</c>.</summary>
    public const int JobLabelsMax = 200;

    private static readonly KeyValuePair<string, object?> New = new("outcome", "new");
    private static readonly KeyValuePair<string, object?> Duplicate = new("outcome", "duplicate");
    private static readonly KeyValuePair<string, object?> Ok = new("state", "ok");
    private static readonly KeyValuePair<string, object?> Errored = new("state", "errored");
    private static readonly KeyValuePair<string, object?> OtherJobs = new("job_id", "other");
    private static readonly KeyValuePair<string, object?>[] States =
        [.. Enum.GetNames<RunStatus>().Select(name => new KeyValuePair<string, object?>("state", name.ToLowerInvariant()))];

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600],
    };

    private readonly ConcurrentDictionary<long, KeyValuePair<string, object?>> _jobs = new();
    private readonly Counter<long> _triggers;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _suspensions;
    private readonly Counter<long> _tasks;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _entries;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<double> _taskDuration;
    private readonly Histogram<double> _commitDuration;

    public RunMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Node.Jobs");
        _triggers = meter.CreateCounter<long>("node.triggers", description: "Triggers that were accepted, by kind and by whether their key was new.");
        _runs = meter.CreateCounter<long>("node.runs", description: "Runs that ended, by state and job.");
        _suspensions = meter.CreateCounter<long>("node.runs.suspensions", description: "Times that a run left its lane to wait for something outside.");
        _tasks = meter.CreateCounter<long>("node.tasks", description: "Tasks of runs that ended, by type and state.");
        _retries = meter.CreateCounter<long>("node.task.retries", description: "Attempts of tasks beyond the first, by type, counted when their run ends.");
        _batches = meter.CreateCounter<long>("node.journal.batches", description: "Commits of the run journal.");
        _entries = meter.CreateCounter<long>("node.journal.entries", description: "Acceptances and ends of runs in those commits.");
        _runDuration = meter.CreateHistogram("node.run.duration", "s", "Time from the acceptance of a trigger until its run ended, waits included.", advice: Seconds);
        _taskDuration = meter.CreateHistogram("node.task.duration", "s", "Time of a task from its first attempt to its result, by type.", advice: Seconds);
        _commitDuration = meter.CreateHistogram("node.journal.commit.duration", "s", "Time of a commit of the run journal, outages of the database included.", advice: Seconds);
    }

    /// <summary>A group of acceptances and ends is committed.</summary>
    public void Written(int entries, WrittenBatch written, TimeSpan took)
    {
        _batches.Add(1);
        _entries.Add(entries);
        _commitDuration.Record(took.TotalSeconds);
        foreach (var (run, answer, end) in written.Accepted)
        {
            _triggers.Add(1, new("kind", run.TriggerKind), answer.IsNew ? New : Duplicate);
            if (end is not null)
            {
                Finished(end);
            }
        }

        foreach (var run in written.Finished)
        {
            Finished(run);
        }
    }

    /// <summary>A run has ended, and that is committed.</summary>
    public void Finished(FinishedRun run)
    {
        var state = States[(int)run.State];
        _runs.Add(1, state, JobOf(run.JobId));
        _runDuration.Record(Math.Max(0, (run.FinishedAt - run.AcceptedAt).TotalSeconds), state);
        var tasks = run.Execution?.Tasks;
        for (var i = 0; i < (tasks?.Count ?? 0); i++)
        {
            Finished(tasks![i]);
        }
    }

    /// <summary>A run waits, and that is committed.</summary>
    public void Suspended() => _suspensions.Add(1);

    private void Finished(TaskRun task)
    {
        KeyValuePair<string, object?> type = new("type", task.Type);
        _tasks.Add(1, type, task.Result.IsError ? Errored : Ok);
        if (task.Attempts > 1)
        {
            _retries.Add(task.Attempts - 1, type);
        }

        if (task.FinishedAt is { } finishedAt)
        {
            _taskDuration.Record(Math.Max(0, (finishedAt - task.StartedAt).TotalSeconds), type);
        }
    }

    private KeyValuePair<string, object?> JobOf(long id) =>
        _jobs.TryGetValue(id, out var known) ? known
        : _jobs.Count >= JobLabelsMax ? OtherJobs
        : _jobs.GetOrAdd(id, static id => new("job_id", id.ToString(CultureInfo.InvariantCulture)));
}
