using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Storage;
using Node.Core.Text;
using Node.Eth.Chains;
using Node.Eth.Transactions;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The effects of real runs: a transaction, its nonce, how far the run is and what it waits for become durable in one commit
/// (design §4.5). A run that is executed again after a crash finds its transaction by the same origin.
/// </summary>
internal sealed class RunEffects(
    Database database,
    IChainSet chains,
    OpenRunRepository openRuns,
    RunWaitRepository waits,
    RunRight right,
    RunCallbacks callbacks,
    TimeProvider time,
    ILogger<RunEffects> logger) : IRunEffects
{
    private const string OriginPrefix = "run:";

    /// <summary>The origin of a task's transaction.</summary>
    public static string OriginOf(long runId, string taskName) => string.Create(CultureInfo.InvariantCulture, $"{OriginPrefix}{runId}:{taskName}");

    /// <summary>Reads an origin; false when it is not of a run.</summary>
    public static bool TryReadOrigin(string origin, out long runId, out string taskName)
    {
        runId = 0;
        taskName = "";
        if (!origin.StartsWith(OriginPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var end = origin.IndexOf(':', OriginPrefix.Length);
        if (end < 0 || !long.TryParse(origin.AsSpan(OriginPrefix.Length, end - OriginPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out runId))
        {
            return false;
        }

        taskName = origin[(end + 1)..];
        return true;
    }

    public async ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct)
    {
        if (chains.Find(intent.ChainId) is not { } chain)
        {
            return TaskResult.Fail($"{intent.TaskName}: chain {intent.ChainId} is not configured on this node; add it under Chains");
        }

        var request = new TxRequest
        {
            Origin = OriginOf(progress.RunId, intent.TaskName),
            FromAny = intent.From,
            To = intent.To,
            Data = intent.Data,
            GasLimit = intent.GasLimit,
            NotifyAtConfirmations = intent.MinConfirmations > 0 ? intent.MinConfirmations : null,
            Tag = progress.RunId.ToString(CultureInfo.InvariantCulture),
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(session => StoreAsync(session, chain.Transactions, intent, request, progress, ct), ct);
            }
            catch (TxRefusedException e)
            {
                return TaskResult.Fail(e.IsTransient ? TaskErrorKind.Transient : TaskErrorKind.Permanent, $"{intent.TaskName}: {Untrusted.Show(e.Message)}");
            }
            catch (DbException e) when (!database.IsRefusal(e))
            {
                // Not the run's fault. Whether the commit went through or not, the origin makes it one transaction.
                RunningLog.StoreAway(logger, e, progress.RunId);
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, ct);
            }
        }
    }

    public ValueTask<CallbackTicket> OpenCallbackAsync(CallbackIntent intent, RunProgress progress, CancellationToken ct) =>
        callbacks.OpenAsync(intent, progress, ct);

    public async ValueTask<TaskResult?> SleepAsync(SleepIntent intent, RunProgress progress, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(session => SleepAsync(session, intent, progress), ct);
            }
            catch (DbException e) when (!database.IsRefusal(e))
            {
                RunningLog.StoreAway(logger, e, progress.RunId);
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, ct);
            }
        }
    }

    public ValueTask<bool> TryCloseCallbackAsync(long runId, string taskName, CancellationToken ct) => callbacks.TryCloseAsync(runId, taskName, ct);

    private async Task<TaskResult> SleepAsync(WriteSession session, SleepIntent intent, RunProgress progress)
    {
        session.Mark("task-result");
        if (!await right.HoldsAsync(session, progress.RunId) || !await openRuns.SaveProgressAsync(session, progress.RunId, progress.Finished.ToJson()))
        {
            return TaskResult.Fail($"{intent.TaskName}: the run was cancelled before it slept");
        }

        // One that has come meanwhile is found when the run wants to suspend.
        await waits.AddAsync(session, progress.RunId, intent.TaskName, UtcMicros.Truncate(intent.Until) + TimeSpan.FromMicroseconds(1));
        return TaskResult.Pending(new PendingTask(Instants.Format(intent.Until)));
    }

    private async Task<TaskResult> StoreAsync(
        WriteSession session, ITxQueue transactions, TxIntent intent, TxRequest request, RunProgress progress, CancellationToken ct)
    {
        session.Mark("transaction");
        if (!await right.HoldsAsync(session, progress.RunId) || !await openRuns.SaveProgressAsync(session, progress.RunId, progress.Finished.ToJson()))
        {
            // Cancelled meanwhile: nothing may be sent for it any more.
            return TaskResult.Fail($"{intent.TaskName}: the run was cancelled before its transaction was queued");
        }

        var ticket = await transactions.EnqueueAsync(session, request, ct);
        if (intent.MinConfirmations == 0)
        {
            return TaskResult.Ok(PipelineValue.Null);
        }

        await waits.AddAsync(session, progress.RunId, intent.TaskName, intent.FailOnRevert);
        return TaskResult.Pending(new PendingTask(string.Create(
            CultureInfo.InvariantCulture, $"{intent.MinConfirmations} confirmations of transaction {ticket.TxId} from {ticket.From}")));
    }
}
