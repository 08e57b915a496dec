using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What a task asks of an adapter.</summary>
public sealed record BridgeRequest
{
    /// <summary>The bridge, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked, without where a later answer is to be sent: it is kept to be sent again by hand.</summary>
    public required MapValue Payload { get; init; }

    /// <summary>The body to be sent: JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The task's own headers; they win over those of the bridge.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long the adapter may take; null for the bridge's own time, or 15 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The job that asks.</summary>
    public JobFacts Job { get; init; } = new();

    /// <summary>The run that asks; 0 when it has no number.</summary>
    public long RunId { get; init; }

    /// <summary>The task that asks.</summary>
    public string TaskName { get; init; } = "";
}
