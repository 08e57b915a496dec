using Node.Eth.Rpc;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types;

/// <summary>Makes no trigger of a log while the job has not begun or when it has ended.</summary>
internal sealed class WindowedReader(IRequestReader reader, JobSpec spec, TimeProvider time) : IRequestReader
{
    public Trigger? Read(EthLog log, out LogRefusal? refusal)
    {
        refusal = spec.ClosedAt(time.GetUtcNow()) is { } closed ? new LogRefusal(closed) : null;
        return refusal is null ? reader.Read(log, out refusal) : null;
    }
}
