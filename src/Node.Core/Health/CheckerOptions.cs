using Node.Core.Config;

namespace Node.Core.Health;

/// <summary>How the checker asks.</summary>
public sealed class CheckerOptions : IConfigSection
{
    /// <summary>Time between two polls. Default 15 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time after which a failing check is asked again, until it recovers. Default 1 s; at most <see cref="PollInterval"/>.</summary>
    public TimeSpan FailingPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a check may take to answer before it counts as failing. Default 700 ms: answers come from stored state, and a whole round is
    /// to end within a second.
    /// </summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>How many checks may be registered. Default 20,000.</summary>
    public int ChecksMax { get; init; } = 20_000;

    /// <summary>
    /// How many threads may ask at the same time, those included that a hanging check holds. Default 64. When hanging checks hold them
    /// all, the others cannot be asked and count as failing.
    /// </summary>
    public int ThreadsMax { get; init; } = 64;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (CheckTimeout < TimeSpan.FromMilliseconds(10))
        {
            faults.Add(nameof(CheckTimeout), "must be at least 10ms");
        }

        if (PollInterval < CheckTimeout)
        {
            faults.Add(nameof(PollInterval), $"must not be shorter than {nameof(CheckTimeout)}");
        }

        if (FailingPollInterval < TimeSpan.FromMilliseconds(10) || FailingPollInterval > PollInterval)
        {
            faults.Add(nameof(FailingPollInterval), $"must be from 10ms to {nameof(PollInterval)}");
        }

        if (ChecksMax < 1)
        {
            faults.Add(nameof(ChecksMax), "must be at least 1");
        }

        if (ThreadsMax < 1)
        {
            faults.Add(nameof(ThreadsMax), "must be at least 1");
        }
    }
}
