using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;

namespace Node.Jobs.Runs;

/// <summary>Checks triggers and hands them to the journal; what only computes is executed on the way.</summary>
internal sealed class RunInbox(RunJournal journal, JobCatalog jobs, IEarlyRuns early, OpenRunLimit? limit = null) : IRunInbox
{
    public async Task<AcceptedRun> AcceptAsync(Trigger trigger, CancellationToken cancellationToken)
    {
        var run = RunOf(trigger);
        await EnsureRoomAsync([run], cancellationToken);
        Task<AcceptedRun> answer;
        using (var executed = await early.TryExecuteAsync(run, cancellationToken))
        {
            answer = await journal.AcceptAsync(run, executed, cancellationToken);
        }

        return await answer.WaitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AcceptedRun>> AcceptAsync(IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken)
    {
        var answers = new List<Task<AcceptedRun>>(triggers.Count);
        var runs = triggers.Select(RunOf).ToList();
        foreach (var ofJob in runs.GroupBy(static run => run.JobId))
        {
            await EnsureRoomAsync([.. ofJob], cancellationToken);
        }

        foreach (var run in runs)
        {
            answers.Add(await journal.AcceptAsync(run, cancellationToken));
        }

        return await Task.WhenAll(answers).WaitAsync(cancellationToken);
    }

    private ValueTask EnsureRoomAsync(IReadOnlyList<OpenRun> runs, CancellationToken cancellationToken) =>
        limit?.TakeAsync(runs, cancellationToken) ?? ValueTask.CompletedTask;

    private OpenRun RunOf(Trigger trigger) => Trigger.IsKey(trigger.Key)
        ? new OpenRun
        {
            JobId = trigger.JobId,
            JobVersion = trigger.JobVersion ?? jobs.Find(trigger.JobId)?.Version ?? 1,
            RetryOf = trigger.RetryOf,
            State = RunStatus.Accepted,
            TriggerKind = trigger.Kind,
            TriggerKey = trigger.Key,
            Vars = StoredValue.Write(trigger.Vars),
            IsFresh = true,
        }
        : throw new ArgumentException($"a trigger key has 1 to {Trigger.KeyCharsMax} printable ASCII characters without spaces", nameof(trigger));
}
