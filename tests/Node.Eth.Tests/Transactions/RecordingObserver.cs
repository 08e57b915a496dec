using Node.Core.Storage;
using Node.Eth.Transactions;

namespace Node.Eth.Tests.Transactions;

/// <summary>Keeps what it is told, once the commit it was told in has happened.</summary>
internal sealed class RecordingObserver : ITxObserver
{
    private readonly List<TxReport> _reports = [];

    public IReadOnlyList<TxReport> Reports
    {
        get
        {
            lock (_reports)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>Runs before anything is kept; may throw.</summary>
    public Action<TxReport> OnTold { get; set; } = _ => { };

    public Task OnTxReachedAsync(WriteSession session, TxReport report, CancellationToken cancellationToken)
    {
        OnTold(report);
        session.AfterCommit(() =>
        {
            lock (_reports)
            {
                _reports.Add(report);
            }
        });
        return Task.CompletedTask;
    }
}
