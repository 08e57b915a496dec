using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// Turns what a task waits for, such as the end of its transaction or the answer of a bridge, into its result. A suspended run becomes ready in the same
/// commit; one that is still running finds the result when it wants to suspend.
/// </summary>
internal sealed class RunResumer(OpenRunRepository openRuns, RunWaitRepository waits) : ITxObserver
{
    private Action<OpenRun>? _resume;
    private Action? _lookAgain;

    /// <summary>Says who takes ready runs, and who looks for them when nobody knows whether there is one. To be called once, before the start.</summary>
    public void Attach(Action<OpenRun> resume, Action lookAgain) => (_resume, _lookAgain) = (resume, lookAgain);

    public async Task OnTxReachedAsync(WriteSession session, TxReport report, CancellationToken cancellationToken)
    {
        if (!RunEffects.TryReadOrigin(report.Origin, out var runId, out var taskName))
        {
            return;
        }

        if (await openRuns.FindForUpdateAsync(session, runId) is { } run && await waits.FindAsync(session, runId, taskName) is { } wait)
        {
            await AnswerAsync(session, run, taskName, ResultOf(taskName, report, wait.FailOnRevert));
        }
    }

    /// <summary>Keeps what a task waited for. To be called with the run locked.</summary>
    /// <returns>False when the task does not wait or has its answer.</returns>
    public async Task<bool> AnswerAsync(WriteSession session, OpenRun run, string taskName, TaskResult result)
    {
        session.Mark("resume");
        var isFirst = await waits.CompleteAsync(session, run.Id, taskName, WaitResult.Write(result));
        if (await openRuns.MoveAsync(session, run.Id, RunStatus.Suspended, RunStatus.Ready))
        {
            session.AfterCommit(() => _resume?.Invoke(run), () => _lookAgain?.Invoke());
        }

        return isFirst;
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
