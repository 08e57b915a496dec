namespace Node.Core.Http;

/// <summary>A request to the outside has no answer.</summary>
/// <remarks>The message names scheme, host and port only: paths, queries and headers may hold secrets.</remarks>
public sealed class OutboundHttpException(OutboundFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public OutboundFault Fault { get; } = fault;

    /// <summary>Whether the same request may get an answer later.</summary>
    public bool IsTransient => Fault is OutboundFault.Timeout or OutboundFault.Unreachable or OutboundFault.Protocol;
}
