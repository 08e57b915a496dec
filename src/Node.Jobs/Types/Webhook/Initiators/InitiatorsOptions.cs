using Node.Core.Config;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>External initiators (<c>Initiators</c>).</summary>
public sealed class InitiatorsOptions : IConfigSection
{
    /// <summary>How many there may be. Default: 1,000.</summary>
    public int CountMax { get; init; } = 1000;

    /// <summary>How often the initiators are read again, so that what another replica made or removed counts here too. Default: 5 seconds.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an initiator may take to answer when it is told of a job. Default: 15 seconds.</summary>
    public TimeSpan NoticeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest time between two attempts to tell it. Default: 5 minutes.</summary>
    public TimeSpan NoticeDelayMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many attempts are made to tell an initiator that a job is gone; of a job that exists it is told until it has heard. Default: 300, about a day.</summary>
    public int WithdrawalAttemptsMax { get; init; } = 300;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (CountMax < 1)
        {
            faults.Add(nameof(CountMax), $"is {CountMax}; must be at least 1");
        }

        if (WithdrawalAttemptsMax < 1)
        {
            faults.Add(nameof(WithdrawalAttemptsMax), $"is {WithdrawalAttemptsMax}; must be at least 1");
        }

        foreach (var (key, value) in new[] { (nameof(RefreshInterval), RefreshInterval), (nameof(NoticeTimeout), NoticeTimeout), (nameof(NoticeDelayMax), NoticeDelayMax) })
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromHours(24))
            {
                faults.Add(key, "must be from 100ms to 24h");
            }
        }
    }
}
