using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Runs;

/// <summary>
/// Writes acceptances and ends of runs in groups: whatever has gathered while the last group was being committed is the next
/// group. A full queue makes the sender wait; while the database is away the group is tried again until it goes through.
/// </summary>
internal sealed class RunJournal(
    Database database,
    JournalWriter writer,
    RunningRuns running,
    IJobErrors errors,
    RunsOptions options,
    TimeProvider time,
    ILogger<RunJournal> logger,
    RunMetrics? metrics = null,
    Traces? traces = null) : Service("Jobs.Journal", logger)
{
    private readonly Channel<JournalEntry> _queue = Channel.CreateBounded<JournalEntry>(
        new BoundedChannelOptions(options.JournalQueueMax) { SingleReader = true });

    private IAcceptedRuns? _accepted;
    private IFinishedRuns? _finished;
    private IEarlyRuns? _early;

    /// <summary>How many wait to be written.</summary>
    public int QueueCount => _queue.Reader.Count;

    /// <summary>Says who is told, and who has executed runs early. To be called once, before the start.</summary>
    public void Attach(IAcceptedRuns accepted, IFinishedRuns finished, IEarlyRuns? early = null)
    {
        _accepted = accepted;
        _finished = finished;
        _early = early;
    }

    /// <summary>Queues an acceptance; the answer comes when it is durable.</summary>
    public Task<Task<AcceptedRun>> AcceptAsync(OpenRun run, CancellationToken cancellationToken) => AcceptAsync(run, null, cancellationToken);

    /// <summary>Queues an acceptance; the answer comes when it is durable.</summary>
    /// <param name="run">The run.</param>
    /// <param name="early">What came of it, if it was executed already.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public async Task<Task<AcceptedRun>> AcceptAsync(OpenRun run, EarlyRun? early, CancellationToken cancellationToken)
    {
        var entry = JournalEntry.Accept(run, early);
        if (traces is { IsOn: true })
        {
            entry.QueuedAt = time.GetUtcNow();
        }

        if (entry.WasExpected)
        {
            _early?.Expect(run.JobId);
        }

        try
        {
            await EnqueueAsync(entry, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Settle(entry);
            throw;
        }

        return entry.Answer.Task;
    }

    /// <summary>Queues the end of a run. Returns when there is room, not when it is durable: of that the listener is told.</summary>
    /// <param name="run">The end.</param>
    /// <param name="hadWaits">Whether the run had rows in <c>run_waits</c>.</param>
    /// <param name="instanceId">The instance that executed it: without its lease the end is not written. Null: it is always written.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public ValueTask FinishAsync(FinishedRun run, bool hadWaits, long? instanceId, CancellationToken cancellationToken) =>
        EnqueueAsync(JournalEntry.Finish(run, hadWaits, instanceId), cancellationToken);

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

                Look(batch);
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

    // What was executed early and has meanwhile been overtaken is executed again, in its turn. Asked once: if a commit's outcome is
    // unknown, what is tried again is the same.
    private void Look(List<JournalEntry> batch)
    {
        HashSet<long> before = [];
        foreach (var entry in batch)
        {
            if (entry.Early is { } early && (before.Contains(early.End.JobId) || _early?.MayKeep(early) is not true))
            {
                entry.Early = null;
            }

            if (entry is { Accepted: { } run, Early: null })
            {
                before.Add(run.JobId);
            }
        }
    }

    private async Task CommitAsync(List<JournalEntry> batch, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var written = await database.WriteAsync(session => writer.WriteAsync(session, batch), CancellationToken.None);
                writer.Committed(written);
                metrics?.Written(batch.Count, written, time.GetElapsedTime(started));
                traces.Written(batch, written);
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

        Settle(refused);
        refused.Answer.TrySetException(refusal);
    }

    private void Tell(List<JournalEntry> batch, WrittenBatch written)
    {
        if (written.Foreign.Count > 0)
        {
            _accepted?.OnForeign(written.Foreign);
        }

        var next = 0;
        foreach (var entry in batch)
        {
            if (entry.Accepted is not null)
            {
                var (run, answer, end) = written.Accepted[next++];
                if (end is not null)
                {
                    TellEnd(end);
                }
                else if (answer.IsNew)
                {
                    _accepted?.OnAccepted(run);
                }

                Settle(entry);
                entry.Answer.TrySetResult(answer);
            }
            else
            {
                running.Leave(entry.Finished!.Id, entry.InstanceId);
                if (written.EndOf(entry.Finished) is { } end)
                {
                    TellEnd(end);
                }
            }
        }

        foreach (var instanceId in written.Refused)
        {
            _accepted?.OnRefused(instanceId);
        }
    }

    private void TellEnd(FinishedRun run)
    {
        if (run.Failure is { } failure)
        {
            errors.Record(run.JobId, failure);
        }

        _finished?.OnFinished(run);
    }

    private void Settle(JournalEntry entry)
    {
        if (entry.WasExpected)
        {
            _early?.Settle(entry.Accepted!.JobId);
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
            Settle(entry);
            entry.Answer.TrySetCanceled();
        }
    }
}
