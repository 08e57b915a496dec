using System.Globalization;
using System.Text;
using Node.Eth.Transactions;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;

namespace Node.Jobs.Runs.Retrying;

/// <summary>
/// Tries errored runs again: with the variables that the run began with, as a new run that enters by the inbox like any other. A run
/// has one retry, however often it is asked for; a retry that fails can be tried again itself.
/// </summary>
public sealed class RunRetries(IRunReader runs, IRunInbox inbox, JobCatalog jobs, ITxReader transactions, TimeProvider time)
{
    private const string JobVariable = "jobSpec";

    /// <summary>The trigger key of the retry of a run.</summary>
    public static string KeyOf(long runId) => string.Create(CultureInfo.InvariantCulture, $"retry:{runId}");

    /// <summary>Tries a run again.</summary>
    /// <param name="runId">The errored run.</param>
    /// <param name="force">Also when it has sent a transaction that did or may still do its work: it may be done twice then.</param>
    /// <param name="cancellationToken">Gives up; the retry may be accepted nevertheless.</param>
    public async Task<RetryAnswer> RetryAsync(long runId, bool force, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return RetryAnswer.Refuse(RetryRefusal.NoRun, "run not found");
        }

        if (run.State != RunStatus.Errored)
        {
            return RetryAnswer.Refuse(RetryRefusal.NotErrored, $"run {runId} is {run.State.ToString().ToLowerInvariant()}; only errored runs are tried again");
        }

        if (jobs.Find(run.JobId) is not { } job)
        {
            return RetryAnswer.Refuse(RetryRefusal.NoJob, $"job {run.JobId} of run {runId} is not there any more; create it again and trigger it");
        }

        if (job.Spec.ClosedAt(time.GetUtcNow()) is { } closed)
        {
            return RetryAnswer.Refuse(RetryRefusal.Closed, $"run {runId} is not tried again: {closed}");
        }

        if (VariablesOf(run) is not { } variables)
        {
            return RetryAnswer.Refuse(RetryRefusal.NoVariables, $"the variables of run {runId} are not kept in its record; trigger the job again");
        }

        var sent = force ? [] : await transactions.ListByTagAsync(runId.ToString(CultureInfo.InvariantCulture), cancellationToken);
        if (sent.FirstOrDefault(MayHaveWorked) is { } tx)
        {
            return RetryAnswer.Refuse(
                RetryRefusal.HasEffect,
                $"run {runId} has sent transaction {tx.Hash?.ToString() ?? tx.Origin}, which is {tx.State.ToString().ToLowerInvariant()}: a retry could do the same twice; force=true tries it all the same");
        }

        var trigger = new Trigger(run.JobId, run.TriggerKind, KeyOf(runId), variables) { RetryOf = runId };
        var accepted = await inbox.AcceptAsync(trigger, cancellationToken);
        return accepted.IsNew || await IsRetryAsync(accepted.RunId, runId, cancellationToken)
            ? RetryAnswer.Of(accepted.RunId)
            : RetryAnswer.Refuse(RetryRefusal.KeyTaken, $"the key {KeyOf(runId)} was used for run {accepted.RunId}, which is no retry");
    }

    private async Task<bool> IsRetryAsync(long id, long ofRun, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is not { } run || run.RetryOf == ofRun;

    private static bool MayHaveWorked(TxRecord tx) => tx.State is not (TxState.Reverted or TxState.Failed);

    // Of the job it gets what the job is now.
    private static MapValue? VariablesOf(RunView run)
    {
        try
        {
            return new MapValue(
                RunRecordReader.Read(Encoding.UTF8.GetBytes(run.Record!)).Variables.Members
                    .Where(member => member.Key != JobVariable)
                    .ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
