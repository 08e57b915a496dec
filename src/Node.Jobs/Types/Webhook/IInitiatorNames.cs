namespace Node.Jobs.Types.Webhook;

/// <summary>Knows which external initiators a spec may name.</summary>
public interface IInitiatorNames
{
    /// <summary>
    /// The names, lower case; null when any may be named: a file is checked away from its node, or the stored jobs are being
    /// loaded, whose initiators may be gone.
    /// </summary>
    IReadOnlyCollection<string>? Known { get; }
}
