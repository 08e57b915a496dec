namespace Node.Jobs.Runs;

/// <summary>The values of <see cref="Trigger.Kind"/>.</summary>
public static class TriggerKind
{
    /// <summary>A schedule's instant came.</summary>
    public const string Cron = "cron";

    /// <summary>A log of a contract.</summary>
    public const string Log = "log";

    /// <summary>A call of the HTTP API.</summary>
    public const string Webhook = "webhook";
}
