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
        await FinishAsync(session, [.. batch.Where(entry => entry.Finished is not null)], written);
        await AcceptAsync(session, [.. batch.Where(entry => entry.Accepted is not null)], written);
        return written;
    }

    /// <summary>To be called after the commit.</summary>
    public void Committed(WrittenBatch written) => _expectedId = written.NextId ?? _expectedId;

    private async Task FinishAsync(WriteSession session, IReadOnlyList<JournalEntry> finished, WrittenBatch written)
    {
        if (finished.Count == 0)
        {
            return;
        }

        session.Mark("finish");
        written.Refused.UnionWith(finished.Select(entry => entry.InstanceId).OfType<long>());
        if (written.Refused.Count > 0)
        {
            written.Refused.ExceptWith(await instances.HeldAsync(session, written.Refused));
        }

        var allowed = finished.Where(entry => entry.InstanceId is not { } id || !written.Refused.Contains(id)).ToList();
        if (allowed.Count == 0)
        {
            return;
        }

        // One that is not open any more is in the history already: a commit of unknown outcome had gone through, or it was cancelled.
        var removed = await openRuns.RemoveAsync(session, [.. allowed.Select(entry => entry.Finished!.Id)]);
        await history.AddAsync(session, allowed.Select(entry => entry.Finished!).Where(run => removed.Contains(run.Id)));
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
        var runs = accepted.Select((entry, i) => entry.Accepted!.WithId(firstId + i, now)).ToList();
        var fresh = await openRuns.AddAsync(session, runs);
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            var entry = accepted[i];
            if (!fresh.Contains(run.Id))
            {
                var id = await openRuns.FindByKeyAsync(session, run.JobId, run.TriggerKey) ?? run.Id;
                written.Accepted.Add((run.WithId(id, run.AcceptedAt), new AcceptedRun(id, entry.TriedIds.Contains(id))));
            }
            else
            {
                written.Accepted.Add((run, new AcceptedRun(run.Id, true)));
            }

            entry.TriedIds.Add(run.Id);
        }
    }
}
