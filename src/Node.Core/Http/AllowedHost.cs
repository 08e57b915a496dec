namespace Node.Core.Http;

/// <summary>One line of the operator's host list: these jobs may reach this host and port, whatever its address is.</summary>
public sealed record AllowedHost
{
    /// <summary>
    /// The host, exactly as in the URL, and the port: <c>prices.internal:8080</c>, <c>127.0.0.1:9000</c> or <c>[::1]:9000</c>.
    /// </summary>
    public string Host { get; init; } = "";

    /// <summary>External ids of jobs; <c>*</c> is every caller. None by default.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
