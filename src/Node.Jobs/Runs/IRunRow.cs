namespace Node.Jobs.Runs;

/// <summary>What rows of open and of finished runs have in common.</summary>
internal interface IRunRow
{
    long Id { get; }

    long JobId { get; }

    int JobVersion { get; }

    long? RetryOf { get; }

    RunStatus State { get; }

    string TriggerKind { get; }

    string TriggerKey { get; }

    DateTimeOffset AcceptedAt { get; }
}
