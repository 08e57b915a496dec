namespace Node.Auditing;

/// <summary>What can be done to a node, by the names that the field's log collectors know where it has one.</summary>
internal static class AuditActs
{
    /// <summary>For routes that change something and are no administrative act: work that the node is there to do.</summary>
    public const string None = "";

    public const string NodeStarted = "NODE_STARTED";
    public const string NodeStopped = "NODE_STOPPED";
    public const string ApiTokenCreated = "API_TOKEN_CREATED";
    public const string CallRefused = "CALL_REFUSED";
    public const string JobCreated = "JOB_CREATED";
    public const string JobUpdated = "JOB_UPDATED";
    public const string JobDeleted = "JOB_DELETED";
    public const string JobsApplied = "JOBS_APPLIED";
    public const string JobRolledBack = "JOB_ROLLED_BACK";
    public const string JobErrorDismissed = "JOB_ERROR_DISMISSED";
    public const string RunCancelled = "JOB_RUN_CANCELLED";
    public const string RunRetried = "JOB_RUN_RETRIED";
    public const string BridgeCreated = "BRIDGE_CREATED";
    public const string BridgeUpdated = "BRIDGE_UPDATED";
    public const string BridgeDeleted = "BRIDGE_DELETED";
    public const string BridgeTested = "BRIDGE_TESTED";
    public const string InitiatorCreated = "EXTERNAL_INITIATOR_CREATED";
    public const string InitiatorDeleted = "EXTERNAL_INITIATOR_DELETED";
    public const string KeyCreated = "KEY_CREATED";
    public const string VrfKeyCreated = "VRF_KEY_CREATED";
    public const string VrfKeyImported = "VRF_KEY_IMPORTED";
    public const string VrfKeyExported = "VRF_KEY_EXPORTED";
    public const string VrfKeyDeleted = "VRF_KEY_DELETED";
    public const string ProfileTaken = "PROFILE_TAKEN";
    public const string LogLevelSet = "GLOBAL_LOG_LEVEL_SET";
}
