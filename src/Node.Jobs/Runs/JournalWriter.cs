using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>What the journal says to the database for one batch.</summary>
internal sealed class JournalWriter(
    OpenRunRepository openRuns, RunHistoryRepository history, RunWaitRepository waits, RunInstanceRepository instances, TimeProvider time)
{
    // The first number that nobody had taken when this process last took some.
    private long _expectedId;

    /// <summary>Writes a batch in one transaction: ends first, since numbers for acceptances hold up other processes.</summary>
    public async Task<WrittenBatch> WriteAsync(WriteSession session, IReadOnlyList<JournalEntry> batch)
    {
        var written = new WrittenBatch();
        await RefuseAsync(session, batch, written);
        await FinishAsync(session, [.. batch.Where(entry => entry.Finished is not null)], written);
        await AcceptAsync(session, [.. batch.Where(entry => entry.Accepted is not null)], written);
        return written;
    }

    /// <summary>To be called after the commit.</summary>
    public void Committed(WrittenBatch written) => _expectedId = written.NextId ?? _expectedId;

    // The instances in whose name something is to be written, and from which another has taken over.
    private async Task RefuseAsync(WriteSession session, IReadOnlyList<JournalEntry> batch, WrittenBatch written)
    {
        written.Refused.UnionWith(batch.Select(entry => entry.InstanceId ?? entry.Early?.InstanceId).OfType<long>());
        if (written.Refused.Count > 0)
        {
            written.Refused.ExceptWith(await instances.HeldAsync(session, written.Refused));
        }
    }

    private async Task FinishAsync(WriteSession session, IReadOnlyList<JournalEntry> finished, WrittenBatch written)
    {
        if (finished.Count == 0)
        {
            return;
        }

        session.Mark("finish");
        var allowed = finished.Where(entry => entry.InstanceId is not { } id || !written.Refused.Contains(id)).ToList();
        if (allowed.Count == 0)
        {
            return;
        }

        // One that is not open any more is in the history already: a commit of unknown outcome had gone through, or it was cancelled.
        var removed = await openRuns.RemoveAsync(session, [.. allowed.Select(entry => entry.Finished!.Id)]);
        written.Written.UnionWith(removed);
        written.Finished.AddRange(allowed.Select(entry => entry.Finished!).Where(run => removed.Contains(run.Id)));
        await history.AddAsync(session, written.Finished);
        foreach (var entry in allowed.Where(entry => !removed.Contains(entry.Finished!.Id)))
        {
            if (await history.FindAsync(session, entry.Finished!.Id) is { } stored)
            {
                written.Earlier[stored.Id] = stored;
            }
        }

        var waited = allowed.Where(entry => entry.HadWaits && removed.Contains(entry.Finished!.Id)).Select(entry => entry.Finished!.Id).ToList();
        if (waited.Count > 0)
        {
            await waits.RemoveAsync(session, waited);
        }
    }

    private async Task AcceptAsync(WriteSession session, IReadOnlyList<JournalEntry> accepted, WrittenBatch written)
    {
        if (accepted.Count == 0)
        {
            return;
        }

        session.Mark("accept");
        var firstId = await openRuns.TakeIdsAsync(session, accepted.Count);
        written.NextId = firstId + accepted.Count;
        if (firstId > _expectedId)
        {
            // Numbers have no gaps but those of other processes, and of commits of unknown outcome.
            var foreign = await openRuns.JobsAfterAsync(session, _expectedId - 1);
            written.Foreign.AddRange(foreign.Select(run => (run.JobId, run.RunId)));
        }

        var now = UtcMicros.Truncate(time.GetUtcNow());
        foreach (var entry in accepted.Where(entry => entry.Early is { } early && !MayKeep(early, written)))
        {
            entry.Early = null;
        }

        var runs = accepted.Select((entry, i) => entry.Accepted!.WithId(firstId + i, entry.Early?.End.AcceptedAt ?? now)).ToList();
        var fresh = await openRuns.AddKeysAsync(session, runs);
        await openRuns.AddOpenAsync(session, [.. runs.Where((run, i) => accepted[i].Early is null && fresh.Contains(run.Id))]);
        List<FinishedRun> ends = [];
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, entry, end) = (runs[i], accepted[i], (FinishedRun?)null);
            var answer = new AcceptedRun(run.Id, true);
            if (fresh.Contains(run.Id))
            {
                end = entry.Early?.End.WithId(run.Id);
                ends.AddRange(end is null ? [] : [end]);
            }
            else
            {
                var id = await openRuns.FindByKeyAsync(session, run.JobId, run.TriggerKey) ?? run.Id;
                answer = new AcceptedRun(id, entry.TriedIds.Contains(id));
                end = answer.IsNew ? entry.Early?.End.WithId(id) : null;
                run = run.WithId(id, run.AcceptedAt);
            }

            written.Accepted.Add(new AcceptedEnd(run, answer, end));
            entry.TriedIds.Add(runs[i].Id);
        }

        await history.AddAsync(session, ends);
    }

    private static bool MayKeep(EarlyRun early, WrittenBatch written) =>
        !written.Refused.Contains(early.InstanceId) && !written.Foreign.Exists(foreign => foreign.JobId == early.End.JobId);
}
