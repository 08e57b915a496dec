using Node.Eth.Logs;
using Node.Eth.Rpc;

namespace Node.Eth.Tests.Logs;

/// <summary>Remembers what it was given; may be told to fail.</summary>
internal sealed class RecordingListener : ILogListener
{
    private int _failures;

    public List<EthLog> Logs { get; } = [];

    public List<int> Batches { get; } = [];

    public int Calls { get; private set; }

    public Action<IReadOnlyList<EthLog>>? OnCall { get; set; }

    public int Failures { get => Volatile.Read(ref _failures); set => Volatile.Write(ref _failures, value); }

    public IEnumerable<byte> Marks => Logs.Select(log => log.Data[0]);

    public Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
    {
        Calls++;
        OnCall?.Invoke(logs);
        if (Failures > 0)
        {
            Failures--;
            throw new InvalidOperationException("scripted failure");
        }

        Logs.AddRange(logs);
        Batches.Add(logs.Count);
        return Task.CompletedTask;
    }
}
