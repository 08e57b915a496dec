using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// Turns the end of a run's transaction into the result of the task that waits for it. A suspended run becomes ready in the same
/// commit; one that is still running finds the result when it wants to suspend.
/// </summary>
internal sealed class RunResumer(OpenRunRepository openRuns, RunWaitRepository waits) : ITxObserver
{
    private Action<OpenRun>? _resume;

    /// <summary>Says who takes ready runs. To be called once, before the start.</summary>
    public void Attach(Action<OpenRun> resume) => _resume = resume;

    public async Task OnTxReachedAsync(WriteSession session, TxReport report, CancellationToken cancellationToken)
    {
        if (!RunEffects.TryReadOrigin(report.Origin, out var runId, out var taskName))
        {
            return;
        }

        var run = await openRuns.FindForUpdateAsync(session, runId);
        var wait = (await waits.ListAsync(session, runId)).FirstOrDefault(wait => wait.TaskName == taskName);
        if (run is null || wait is null)
        {
            return;
        }

        await waits.CompleteAsync(session, runId, taskName, WaitResult.Write(ResultOf(taskName, report, wait.FailOnRevert)));
        if (await openRuns.MoveAsync(session, runId, RunStatus.Suspended, RunStatus.Ready))
        {
            session.AfterCommit(() => _resume?.Invoke(run));
        }
    }

    private static TaskResult ResultOf(string taskName, TxReport report, bool failOnRevert)
    {
        if (report.Receipt is not { } receipt)
        {
            return TaskResult.Fail($"{taskName}: the transaction was not mined: {report.Reason ?? "no reason is known"}");
        }

        return !receipt.Succeeded && failOnRevert
            ? TaskResult.Fail($"{taskName}: transaction {receipt.TxHash} reverted on-chain: {report.Reason ?? "no reason given"}")
            : TaskResult.Ok(ReceiptValue.Of(receipt));
    }
}
