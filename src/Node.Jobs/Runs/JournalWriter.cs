using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>What the journal says to the database for one batch.</summary>
/// <remarks>
/// A batch of acceptances and ends has few ways to the server and back, however many statements: what is asked for first (rights, the place in the
/// history), what is taken (open runs that end, numbers), what is stored.
/// </remarks>
internal sealed class JournalWriter(
    OpenRunRepository openRuns, RunHistoryRepository history, RunWaitRepository waits, RunInstanceRepository instances, TimeProvider time)
{
    // The first number that nobody had taken when this process last took some.
    private long _expectedId;

    /// <summary>Writes a batch in one transaction.</summary>
    public async Task<WrittenBatch> WriteAsync(WriteSession session, IReadOnlyList<JournalEntry> batch)
    {
        var written = new WrittenBatch();
        var finished = batch.Where(entry => entry.Finished is not null).ToList();
        var accepted = batch.Where(entry => entry.Accepted is not null).ToList();
        var segment = await AskAsync(session, batch, written);
        var allowed = finished.Where(entry => entry.InstanceId is not { } id || !written.Refused.Contains(id)).ToList();
        var firstId = await TakeAsync(session, finished, allowed, accepted, written);
        await AddAsync(session, accepted, firstId, segment, written);
        await LookUpEarlierAsync(session, allowed, written);
        await RemoveWaitsAsync(session, allowed, written);
        return written;
    }

    /// <summary>To be called after the commit.</summary>
    public void Committed(WrittenBatch written) => _expectedId = written.NextId ?? _expectedId;

    // From which instances, in whose name something is to be written, another has taken over; and where ends go.
    private async Task<GroupedNumbers?> AskAsync(WriteSession session, IReadOnlyList<JournalEntry> batch, WrittenBatch written)
    {
        written.Refused.UnionWith(batch.Select(entry => entry.InstanceId ?? entry.Early?.InstanceId).OfType<long>());
        var group = session.NewGroup();
        var held = written.Refused.Count > 0 ? instances.Held(group, written.Refused) : null;
        var segment = batch.Any(entry => entry.Finished is not null || entry.Early is not null) ? history.OpenSegment(group) : null;
        await group.SendAsync();
        written.Refused.ExceptWith(held?.Values ?? []);
        return segment;
    }

    // Ends first, since numbers for acceptances hold up other processes.
    private async Task<long> TakeAsync(
        WriteSession session, List<JournalEntry> finished, List<JournalEntry> allowed, List<JournalEntry> accepted, WrittenBatch written)
    {
        var group = session.NewGroup();
        if (finished.Count > 0)
        {
            session.Mark("finish");
        }

        var removed = allowed.Count > 0 ? openRuns.Remove(group, [.. allowed.Select(entry => entry.Finished!.Id)]) : null;
        var next = accepted.Count > 0 ? openRuns.TakeIds(group, accepted.Count) : null;
        await group.SendAsync();
        written.Written.UnionWith(removed?.Values ?? []);
        written.Finished.AddRange(allowed.Select(entry => entry.Finished!).Where(run => written.Written.Contains(run.Id)));
        if (next is null)
        {
            return 0;
        }

        session.Mark("accept");
        written.NextId = next.Values[0];
        var firstId = next.Values[0] - accepted.Count;
        if (firstId > _expectedId)
        {
            // Numbers have no gaps but those of other processes, and of commits of unknown outcome.
            var foreign = await openRuns.JobsAfterAsync(session, _expectedId - 1);
            written.Foreign.AddRange(foreign.Select(run => (run.JobId, run.RunId)));
        }

        return firstId;
    }

    private async Task AddAsync(
        WriteSession session, List<JournalEntry> accepted, long firstId, GroupedNumbers? segment, WrittenBatch written)
    {
        var now = UtcMicros.Truncate(time.GetUtcNow());
        foreach (var entry in accepted.Where(entry => entry.Early is { } early && !MayKeep(early, written)))
        {
            entry.Early = null;
        }

        var runs = accepted.Select((entry, i) => entry.Accepted!.WithId(firstId + i, entry.Early?.End.AcceptedAt ?? now)).ToList();
        var open = runs.Where((_, i) => accepted[i].Early is null).ToList();
        var group = session.NewGroup();
        if (written.Finished.Count > 0)
        {
            history.Add(group, written.Finished, segment);
        }

        var keys = openRuns.AddKeys(group, runs);
        openRuns.AddOpen(group, open);
        await group.SendAsync();
        var fresh = keys.Values.ToHashSet();
        if (open.Exists(run => !fresh.Contains(run.Id)))
        {
            // The key is of a run that there is already. That is rare: it costs less to take it out again than to wait for each answer.
            var mistaken = session.NewGroup();
            openRuns.Remove(mistaken, [.. open.Where(run => !fresh.Contains(run.Id)).Select(run => run.Id)]);
            await mistaken.SendAsync();
        }

        var ends = await AnswerAsync(session, accepted, runs, fresh, written);
        if (ends.Count > 0)
        {
            session.Mark("early");
            await history.AddAsync(session, ends, segment);
        }
    }

    // The ends of those that were executed early.
    private async Task<List<FinishedRun>> AnswerAsync(
        WriteSession session, List<JournalEntry> accepted, List<OpenRun> runs, HashSet<long> fresh, WrittenBatch written)
    {
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

        return ends;
    }

    // One that is not open any more is in the history already: a commit of unknown outcome had gone through, or it was cancelled.
    private async Task LookUpEarlierAsync(WriteSession session, List<JournalEntry> allowed, WrittenBatch written)
    {
        foreach (var entry in allowed.Where(entry => !written.Written.Contains(entry.Finished!.Id)))
        {
            if (await history.FindAsync(session, entry.Finished!.Id) is { } stored)
            {
                written.Earlier[stored.Id] = stored;
            }
        }
    }

    private async Task RemoveWaitsAsync(WriteSession session, List<JournalEntry> allowed, WrittenBatch written)
    {
        var waited = allowed.Where(entry => entry.HadWaits && written.Written.Contains(entry.Finished!.Id)).Select(entry => entry.Finished!.Id).ToList();
        if (waited.Count > 0)
        {
            await waits.RemoveAsync(session, waited);
        }
    }

    private static bool MayKeep(EarlyRun early, WrittenBatch written) =>
        !written.Refused.Contains(early.InstanceId) && !written.Foreign.Exists(foreign => foreign.JobId == early.End.JobId);
}
