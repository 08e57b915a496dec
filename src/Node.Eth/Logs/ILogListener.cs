using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Takes the logs of one subscription.</summary>
public interface ILogListener
{
    /// <summary>Takes logs in order of block and place in it, never an empty list.</summary>
    /// <remarks>
    /// What follows from them must be committed before this returns: then the subscription moves on. After a crash, a failure or
    /// a
    /// reorg the same logs come again, so taking them twice must be harmless. An exception means: again later.
    /// </remarks>
    Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken);
}
