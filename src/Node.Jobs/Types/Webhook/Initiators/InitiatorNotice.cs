namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>A row of <c>initiator_notices</c>.</summary>
internal sealed record InitiatorNotice
{
    public long InitiatorId { get; init; }

    public string ExternalJobId { get; init; } = "";

    public long JobId { get; init; }

    /// <summary>JSON; <c>null</c> for nothing.</summary>
    public string Params { get; init; } = "null";

    public NoticeState State { get; init; }

    /// <summary>How often it was tried to tell what the state says.</summary>
    public long Attempts { get; init; }

    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public string? LastError { get; init; }

    /// <summary>What there is one row of.</summary>
    public (long InitiatorId, string ExternalJobId) Key => (InitiatorId, ExternalJobId);
}
