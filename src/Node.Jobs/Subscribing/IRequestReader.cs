using Node.Eth.Rpc;
using Node.Jobs.Runs;

namespace Node.Jobs.Subscribing;

/// <summary>Turns a log that a job subscribed to into a trigger. Pure: the same log gives the same trigger.</summary>
public interface IRequestReader
{
    /// <summary>Reads a log.</summary>
    /// <param name="log">A log that passed the subscription's filter.</param>
    /// <param name="refusal">Why no run comes of it, when none does.</param>
    /// <returns>The trigger, or null.</returns>
    Trigger? Read(EthLog log, out LogRefusal? refusal);
}
