namespace Node.Testing.Chain;

/// <summary>How one answer of a scripted endpoint goes wrong.</summary>
/// <param name="Kind">What happens.</param>
public sealed record ScriptedFault(ScriptedFaultKind Kind)
{
    /// <summary>Only calls of this method (in a batch: any of them) fall to it; null is any.</summary>
    public string? Method { get; init; }

    /// <summary>How many answers it spoils.</summary>
    public int Times { get; init; } = 1;

    /// <summary>HTTP status of <see cref="ScriptedFaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Seconds in the <c>Retry-After</c> header; null sends none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Code of <see cref="ScriptedFaultKind.Error"/>.</summary>
    public long Code { get; init; } = -32000;

    /// <summary>
    /// Text of <see cref="ScriptedFaultKind.Error"/>, or the body of <see cref="ScriptedFaultKind.Body"/> and of a status.
    /// </summary>
    public string Text { get; init; } = "scripted fault";
}
