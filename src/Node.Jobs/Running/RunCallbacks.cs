using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Core.Text;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// Answers of bridges that come later. Where one may be sent is durable before the bridge is asked, under a token of 256 random bits
/// that is stored only as its hash, counts once and for a limited time.
/// </summary>
internal sealed class RunCallbacks(
    Database database,
    OpenRunRepository openRuns,
    RunWaitRepository waits,
    RunRight right,
    RunCallbackRepository callbacks,
    RunResumer resumer,
    BridgeOptions options,
    CallbackAddress address,
    IRandomSource random,
    TimeProvider time,
    ILogger<RunCallbacks> logger) : ICallbacks
{
    private const int TokenBytes = 32;
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Opens a way for the answer. While the database is away it tries again.</summary>
    public async ValueTask<CallbackTicket> OpenAsync(CallbackIntent intent, RunProgress progress, CancellationToken ct)
    {
        var id = random.NextGuid().ToString("D");
        var token = Convert.ToHexStringLower(random.NextBytes(TokenBytes));
        var callback = new RunCallback
        {
            Id = id,
            RunId = progress.RunId,
            TaskName = intent.TaskName,
            BridgeName = intent.BridgeName,
            TokenHash = HashOf(token),
            ExpiresAt = UtcMicros.Truncate(time.GetUtcNow() + options.CallbackAgeMax),
        };
        var refusal = await StubbornlyAsync(progress.RunId, session => StoreAsync(session, callback, progress), ct);
        return refusal ?? new CallbackTicket(address.Of(id, token));
    }

    /// <summary>Takes no answer any more, to any request of the task. While the database is away it tries again.</summary>
    /// <returns>False when an answer was accepted before, or another process has taken the run over: then nothing that it waits for is touched.</returns>
    public async ValueTask<bool> TryCloseAsync(long runId, string taskName, CancellationToken ct) => await StubbornlyAsync(
        runId,
        async session =>
        {
            session.Mark("callback-close");
            if (!await right.HoldsAsync(session, runId))
            {
                return false;
            }

            // Closed first: from then on the answer either is there or does not come.
            await callbacks.CloseAsync(session, runId, taskName, CallbackEnd.Withdrawn, time.GetUtcNow());
            if (await waits.FindAsync(session, runId, taskName) is { Result: not null })
            {
                return false;
            }

            await waits.RemoveAsync(session, runId, taskName);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public async Task<CallbackOutcome> AnswerAsync(Guid id, string token, TaskResult result, CancellationToken cancellationToken)
    {
        // Anybody may guess: what is refused costs a look, and nothing is locked or written for it.
        var name = id.ToString("D");
        var hash = HashOf(token);
        return RefusalOf(await database.ReadAsync(session => callbacks.FindAsync(session, name), cancellationToken), hash)
            ?? await database.WriteAsync(
                async session =>
                {
                    var callback = await callbacks.FindForUpdateAsync(session, name);
                    return RefusalOf(callback, hash) ?? await TakeAsync(session, callback!, result);
                },
                cancellationToken);
    }

    /// <summary>Fails the tasks whose answer has not come in time.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> ExpireAsync(int countMax, CancellationToken ct)
    {
        var expired = await database.ReadAsync(session => callbacks.ExpiredAsync(session, time.GetUtcNow(), countMax), ct);
        foreach (var callback in expired)
        {
            await database.WriteAsync(session => ExpireAsync(session.Mark("callback-expire"), callback), ct);
        }

        await database.WriteAsync(session => callbacks.RemoveAsync(session.Mark("callback-forget"), time.GetUtcNow() - options.CallbackKeptFor), ct);
        return expired.Count == countMax;
    }

    private CallbackOutcome? RefusalOf(RunCallback? callback, byte[] tokenHash)
    {
        // Compared in any case, so that the time tells nothing.
        var isRight = CryptographicOperations.FixedTimeEquals(tokenHash, callback?.TokenHash ?? NoHash);
        return callback is null ? CallbackOutcome.Unknown
            : !isRight ? CallbackOutcome.WrongToken
            : callback.ClosedBy switch
            {
                nameof(CallbackEnd.Answered) => CallbackOutcome.Used,
                nameof(CallbackEnd.Withdrawn) => CallbackOutcome.Withdrawn,
                nameof(CallbackEnd.Expired) => CallbackOutcome.Late,
                _ => callback.ExpiresAt <= time.GetUtcNow() ? CallbackOutcome.Late : null,
            };
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<CallbackTicket?> StoreAsync(WriteSession session, RunCallback callback, RunProgress progress)
    {
        session.Mark("task-result");
        if (!await right.HoldsAsync(session, progress.RunId) || !await openRuns.SaveProgressAsync(session, progress.RunId, progress.Finished.ToJson()))
        {
            return new CallbackTicket("", Problem: "the run was cancelled before the bridge was asked");
        }

        if (await waits.FindAsync(session, callback.RunId, callback.TaskName) is { Result: not null })
        {
            return new CallbackTicket("", IsAnswered: true);
        }

        await waits.AddAsync(session, callback.RunId, callback.TaskName, failOnRevert: false);
        await callbacks.AddAsync(session, callback);
        return null;
    }

    private async Task<CallbackOutcome> TakeAsync(WriteSession session, RunCallback callback, TaskResult result)
    {
        if (await openRuns.FindForUpdateAsync(session, callback.RunId) is not { } run)
        {
            return CallbackOutcome.RunEnded;
        }

        var isFirst = await resumer.AnswerAsync(session, run, callback.TaskName, result);
        await callbacks.CloseAsync(session, callback.RunId, callback.TaskName, CallbackEnd.Answered, time.GetUtcNow());
        return isFirst ? CallbackOutcome.Accepted : CallbackOutcome.Used;
    }

    private async Task<bool> ExpireAsync(WriteSession session, RunCallback expired)
    {
        var callback = await callbacks.FindForUpdateAsync(session, expired.Id);
        if (callback is not { ClosedBy: null })
        {
            return false;
        }

        await callbacks.CloseAsync(session, callback.Id, CallbackEnd.Expired, time.GetUtcNow());

        // A later request of the same task may still be answered.
        if (await openRuns.FindForUpdateAsync(session, callback.RunId) is { } run
            && !await callbacks.IsOpenAsync(session, callback.RunId, callback.TaskName, time.GetUtcNow())
            && await resumer.AnswerAsync(session, run, callback.TaskName, Late(callback)))
        {
            session.AfterCommit(() => RunningLog.CallbackExpired(logger, callback.BridgeName, callback.TaskName, callback.RunId));
        }

        return true;
    }

    private TaskResult Late(RunCallback callback) => TaskResult.Fail(
        $"{callback.TaskName} (bridge): bridge {callback.BridgeName} did not answer within the limit CallbackAgeMax of {GoDuration.Format(options.CallbackAgeMax)}");

    private async Task<T> StubbornlyAsync<T>(long runId, Func<WriteSession, Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(work, ct);
            }
            catch (DbException e) when (!database.IsRefusal(e))
            {
                // Not the run's fault; whether the commit went through or not, doing it again comes to the same.
                RunningLog.StoreAway(logger, e, runId);
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, ct);
            }
        }
    }
}
