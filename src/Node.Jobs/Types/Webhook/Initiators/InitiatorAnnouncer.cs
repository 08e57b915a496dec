using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Core.Text;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>
/// Keeps initiators told of the jobs that name them. What is wanted follows from the stored jobs and initiators alone, what was
/// told is stored, and the difference is sent until it is heard: so nothing is missed by a crash, and no creation of a job waits.
/// </summary>
/// <remarks>To be started when the stored jobs are in the catalog.</remarks>
internal sealed class InitiatorAnnouncer(
    Database database,
    InitiatorNoticeRepository notices,
    JobRepository jobRepository,
    JobCatalog jobs,
    ExternalInitiators initiators,
    NoticeSender sender,
    InitiatorsOptions options,
    TimeProvider time,
    ILogger<InitiatorAnnouncer> logger) : Service("Jobs.Initiators.Announcer", logger)
{
    private const int SendsMax = 16;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoreDelay = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _wake = new(1);
    private volatile bool _isStale = true;

    /// <summary>Says that jobs or initiators have changed. Returns at once.</summary>
    public void Nudge()
    {
        _isStale = true;
        Wake();
    }

    /// <summary>How long to wait after a number of failed attempts.</summary>
    internal static TimeSpan DelayAfter(long attempts, TimeSpan most)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return delay < most ? delay : most;
    }

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("announce", AnnounceAsync);
        return Task.CompletedTask;
    }

    private async Task AnnounceAsync(CancellationToken stopping)
    {
        var patience = TimeSpan.Zero;
        while (true)
        {
            await WaitAsync(patience, stopping);
            try
            {
                if (_isStale)
                {
                    _isStale = false;
                    await PlanAsync(stopping);
                }

                await SendDueAsync(stopping);
                var next = await database.ReadAsync(notices.NextDueAsync, stopping);
                patience = next is { } due ? due - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
                Report(null);
            }
            catch (DbException e)
            {
                _isStale = true;
                patience = StoreDelay;
                InitiatorsLog.StoreAway(logger, e);
                Report(new HealthFault($"cannot tell external initiators of jobs: {e.Message}", "Check that the database is up; they are told when it is back."));
            }
        }
    }

    private async Task WaitAsync(TimeSpan patience, CancellationToken stopping)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            await _wake.WaitAsync(stopping);
        }
        else if (patience > TimeSpan.Zero)
        {
            using var alarm = time.CreateTimer(_ => Wake(), null, patience, Timeout.InfiniteTimeSpan);
            await _wake.WaitAsync(stopping);
        }
    }

    private void Wake()
    {
        try
        {
            // One wake-up is enough, however many ask for it.
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Another was first.
        }
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        // The rows first: a job that another replica announced meanwhile would look like one that is gone.
        var known = await database.ReadAsync(notices.ListAsync, cancellationToken);
        var plan = NoticePlan.Of(Wanted(), known);
        if (plan.IsEmpty)
        {
            return;
        }

        var now = UtcMicros.Truncate(time.GetUtcNow());
        await database.WriteAsync(
            async session =>
            {
                session.Mark("notices");
                foreach (var notice in plan.Announce)
                {
                    await notices.AnnounceAsync(session, notice with { NextAttemptAt = now });
                }

                foreach (var notice in plan.Withdraw)
                {
                    if (await IsGoneAsync(session, notice))
                    {
                        await notices.WithdrawAsync(session, notice, now);
                    }
                }

                foreach (var notice in plan.Forget)
                {
                    if (await IsGoneAsync(session, notice))
                    {
                        await notices.RemoveAsync(session, notice);
                    }
                }
            },
            cancellationToken);
    }

    private List<InitiatorNotice> Wanted()
    {
        var byName = Reachable();
        return [.. jobs.All.SelectMany(job => WantedBy(job, byName))];
    }

    private Dictionary<string, Initiator> Reachable() =>
        initiators.All.Where(initiator => initiator.Url is not null).ToDictionary(initiator => initiator.Name, StringComparer.Ordinal);

    private static IEnumerable<InitiatorNotice> WantedBy(Job job, Dictionary<string, Initiator> byName)
    {
        foreach (var use in (job.Spec.TypeSpec as WebhookSpec)?.ExternalInitiators ?? [])
        {
            if (byName.TryGetValue(use.Name, out var initiator))
            {
                yield return new InitiatorNotice
                {
                    InitiatorId = initiator.Id,
                    ExternalJobId = job.ExternalJobId.ToString("D"),
                    JobId = job.Id,
                    Params = use.Params,
                };
            }
        }
    }

    // A job that is stored and could not be loaded, or is loaded by another replica or only now, is not gone.
    private async Task<bool> IsGoneAsync(ReadSession session, InitiatorNotice notice) => jobs.Find(notice.JobId) is { } job
        ? WantedBy(job, Reachable()).All(wanted => wanted.InitiatorId != notice.InitiatorId)
        : !await jobRepository.ExistsAsync(session, notice.JobId);

    private async Task SendDueAsync(CancellationToken stopping)
    {
        while (await database.ReadAsync(session => notices.DueAsync(session, time.GetUtcNow(), SendsMax), stopping) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(notice => SendAsync(notice, stopping)));
        }
    }

    private async Task SendAsync(InitiatorNotice notice, CancellationToken stopping)
    {
        if (await initiators.FindAsync(notice.InitiatorId, stopping) is not { Url: not null } initiator)
        {
            await database.WriteAsync(session => notices.RemoveAsync(session.Mark("notice-told"), notice), stopping);
            return;
        }

        // Taken for longer than an attempt lasts, so that no other replica makes the same one.
        var claimedUntil = UtcMicros.Truncate(time.GetUtcNow() + options.NoticeTimeout + options.NoticeTimeout);
        var claimed = await database.WriteAsync(session => notices.ClaimAsync(session.Mark("notice-claim"), notice, claimedUntil), stopping);
        if (claimed is null)
        {
            return;
        }

        var failure = await sender.SendAsync(initiator, claimed, stopping);
        await database.WriteAsync(session => NoteAsync(session.Mark("notice-told"), initiator, claimed, failure), stopping);
    }

    private async Task NoteAsync(WriteSession session, Initiator initiator, InitiatorNotice notice, string? failure)
    {
        var isGone = notice.State == NoticeState.Withdrawing;
        if (failure is not null && (!isGone || notice.Attempts < options.WithdrawalAttemptsMax))
        {
            var delay = DelayAfter(notice.Attempts, options.NoticeDelayMax);
            await notices.MarkFailedAsync(session, notice, UtcMicros.Truncate(time.GetUtcNow() + delay), Untrusted.Show(failure));
            session.AfterCommit(() => InitiatorsLog.NotTold(logger, initiator.Name, notice.ExternalJobId, (int)notice.Attempts, failure));
            return;
        }

        if (!isGone)
        {
            await notices.MarkAnnouncedAsync(session, notice);
            session.AfterCommit(() => InitiatorsLog.Told(logger, initiator.Name, notice.ExternalJobId));
            return;
        }

        await notices.RemoveAsync(session, notice);
        session.AfterCommit(() =>
        {
            if (failure is null)
            {
                InitiatorsLog.ToldGone(logger, initiator.Name, notice.ExternalJobId);
            }
            else
            {
                InitiatorsLog.GivenUp(logger, initiator.Name, notice.ExternalJobId, (int)notice.Attempts);
            }
        });
    }
}
