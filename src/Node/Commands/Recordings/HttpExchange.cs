using Node.Core.Http;

namespace Node.Commands.Recordings;

/// <summary>A request and what came of it. Of the request only what is no secret is kept, and a digest of all of it.</summary>
internal sealed record HttpExchange
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Scheme, host and port.</summary>
    public required string Host { get; init; }

    /// <summary>SHA-256 of method, URL, headers and body, as hex.</summary>
    public required string Digest { get; init; }

    /// <summary>The status of the answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Why there was no answer; null when there was one, or when the task was ended first.</summary>
    public OutboundFault? Fault { get; init; }

    /// <summary>What was said of the fault.</summary>
    public string? Message { get; init; }
}
