using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>
/// Writes acceptances and ends of runs in groups: whatever has gathered while the last group was being committed is the next
/// group. A full queue makes the sender wait; while the database is away the group is tried again until it goes through.
/// </summary>
internal sealed class RunJournal(
    Database database,
    OpenRunRepository openRuns,
    RunHistoryRepository history,
    RunWaitRepository waits,
    RunsOptions options,
    TimeProvider time,
    ILogger<RunJournal> logger) : Service("Jobs.Journal", logger)
{
    private readonly Channel<JournalEntry> _queue = Channel.CreateBounded<JournalEntry>(
        new BoundedChannelOptions(options.JournalQueueMax) { SingleReader = true });

    private readonly IdSource _ids = new(database, "runs");
    private IAcceptedRuns? _accepted;
    private IFinishedRuns? _finished;

    /// <summary>Says who is told. To be called once, before the start.</summary>
    public void Attach(IAcceptedRuns accepted, IFinishedRuns finished)
    {
        _accepted = accepted;
        _finished = finished;
    }

    /// <summary>Queues an acceptance; the answer comes when it is durable.</summary>
    public async Task<Task<AcceptedRun>> AcceptAsync(OpenRun run, CancellationToken cancellationToken)
    {
        var entry = JournalEntry.Accept(run);
        await EnqueueAsync(entry, cancellationToken);
        return entry.Answer.Task;
    }

    /// <summary>Queues the end of a run. Returns when there is room, not when it is durable: of that the listener is told.</summary>
    public ValueTask FinishAsync(FinishedRun run, bool hadWaits, CancellationToken cancellationToken) =>
        EnqueueAsync(JournalEntry.Finish(run, hadWaits), cancellationToken);

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("write", WriteAllAsync);
        return Task.CompletedTask;
    }

    protected override Task OnCloseAsync()
    {
        // What is queued is still written; who comes later is told that the node is stopping.
        _queue.Writer.TryComplete();
        return Task.CompletedTask;
    }

    private async ValueTask EnqueueAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("the run journal is closed: the run was not written");
        }
    }

    private async Task WriteAllAsync(CancellationToken stopping)
    {
        List<JournalEntry> batch = new(options.JournalBatchMax);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (batch.Count < options.JournalBatchMax && _queue.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }

                await CommitAsync(batch, stopping);
                batch.Clear();
            }
        }
        finally
        {
            // Whoever comes when this loop has died must not wait for it.
            _queue.Writer.TryComplete();
            FailAll(batch);
        }
    }

    private async Task CommitAsync(List<JournalEntry> batch, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await NumberAsync(batch);
                var written = await database.WriteAsync(session => WriteAsync(session, batch), CancellationToken.None);
                Tell(batch, written);
                Report(null);
                return;
            }
            catch (DbException e) when (database.IsRefusal(e))
            {
                await CommitEachAsync(batch, e, stopping);
                return;
            }
            catch (DbException e)
            {
                RunsLog.JournalWaits(logger, e, batch.Count, attempt);
                Report(new HealthFault($"run journal cannot write: {e.Message}", "Check that the database is up and has space; runs go on when it is back."));
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, stopping);
            }
        }
    }

    private async Task CommitEachAsync(List<JournalEntry> batch, DbException refusal, CancellationToken stopping)
    {
        if (batch.Count > 1)
        {
            foreach (var entry in batch)
            {
                await CommitAsync([entry], stopping);
            }

            return;
        }

        Report(null);
        var refused = batch[0];
        RunsLog.WriteRefused(logger, refusal, refused.Accepted?.JobId ?? refused.Finished!.JobId);
        if (refused.Finished is { } run)
        {
            // The end must be kept even if its details cannot be.
            refused.Finished = RunRecords.Unstorable(run, refusal.Message);
            await CommitAsync(batch, stopping);
            return;
        }

        refused.Answer.TrySetException(refusal);
    }

    private async Task NumberAsync(List<JournalEntry> batch)
    {
        var unnumbered = batch.Where(entry => entry.Accepted is { Id: 0 }).ToList();
        if (unnumbered.Count > 0)
        {
            var id = await _ids.TakeAsync(unnumbered.Count, CancellationToken.None);
            foreach (var entry in unnumbered)
            {
                entry.Accepted = entry.Accepted!.WithId(id++, UtcMicros.Truncate(time.GetUtcNow()));
            }
        }
    }

    private async Task<WrittenBatch> WriteAsync(WriteSession session, List<JournalEntry> batch)
    {
        var written = new WrittenBatch();
        var accepted = batch.Where(entry => entry.Accepted is not null).Select(entry => entry.Accepted!).ToList();
        if (accepted.Count > 0)
        {
            session.Mark("accept");
            var fresh = await openRuns.AddAsync(session, accepted);
            foreach (var run in accepted)
            {
                // After a commit of unknown outcome the key is there already, with this run's own number.
                var id = fresh.Contains(run.Id) ? run.Id : await openRuns.FindByKeyAsync(session, run.JobId, run.TriggerKey) ?? run.Id;
                written.Accepted[run.Id] = new AcceptedRun(id, id == run.Id);
            }
        }

        var finished = batch.Where(entry => entry.Finished is not null).ToList();
        if (finished.Count > 0)
        {
            session.Mark("finish");
            // One that is not open any more is in the history already: a commit of unknown outcome had gone through.
            var removed = await openRuns.RemoveAsync(session, [.. finished.Select(entry => entry.Finished!.Id)]);
            await history.AddAsync(session, finished.Select(entry => entry.Finished!).Where(run => removed.Contains(run.Id)));
            var waited = finished.Where(entry => entry.HadWaits).Select(entry => entry.Finished!.Id).ToList();
            if (waited.Count > 0)
            {
                await waits.RemoveAsync(session, waited);
            }
        }

        return written;
    }

    private void Tell(List<JournalEntry> batch, WrittenBatch written)
    {
        foreach (var entry in batch)
        {
            if (entry.Accepted is { } run)
            {
                var answer = written.Accepted[run.Id];
                if (answer.IsNew)
                {
                    _accepted?.OnAccepted(run);
                }

                entry.Answer.TrySetResult(answer);
            }
            else
            {
                _finished?.OnFinished(entry.Finished!);
            }
        }
    }

    private void FailAll(List<JournalEntry> batch)
    {
        while (_queue.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        foreach (var entry in batch)
        {
            entry.Answer.TrySetCanceled();
        }
    }

    private sealed class WrittenBatch
    {
        public Dictionary<long, AcceptedRun> Accepted { get; } = [];
    }
}
