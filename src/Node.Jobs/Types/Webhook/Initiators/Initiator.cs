namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>An external initiator: a program outside that runs the jobs that name it, and is told of them.</summary>
public sealed class Initiator
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>Its name, lower case.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it is told of jobs; null when it is not told.</summary>
    public string? Url { get; init; }

    /// <summary>Names it when it calls the node.</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    internal byte[] Salt { get; init; } = [];

    internal byte[] SecretHash { get; init; } = [];

    // An OutgoingPair, encrypted: no answer shows it again.
    internal string Outgoing { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"external initiator {Name}";
}
