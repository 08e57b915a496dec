namespace Node.Jobs.Types.Webhook;

/// <summary>The keys of a webhook job.</summary>
public sealed record WebhookSpec
{
    /// <summary>The external initiators that may run the job and are told of it; users may run it anyway. Default: none.</summary>
    public IReadOnlyList<InitiatorUse> ExternalInitiators { get; init; } = [];

    /// <summary>Whether the job names an initiator.</summary>
    /// <param name="initiatorName">Its name, lower case.</param>
    public bool Names(string initiatorName)
    {
        foreach (var use in ExternalInitiators)
        {
            if (use.Name == initiatorName)
            {
                return true;
            }
        }

        return false;
    }
}
