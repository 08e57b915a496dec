namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>How far an initiator knows of a job.</summary>
internal enum NoticeState
{
    /// <summary>It is to be told that the job is there.</summary>
    Announcing,

    /// <summary>It has heard that the job is there.</summary>
    Announced,

    /// <summary>It is to be told that the job is gone.</summary>
    Withdrawing,
}
