namespace Node.Jobs.Scheduling;

/// <summary>What becomes of ticks that were missed because the node was down, slept or was held up.</summary>
public enum MisfirePolicy
{
    /// <summary>The newest missed tick runs and stands for all. The default.</summary>
    Once,

    /// <summary>None of them runs.</summary>
    Skip,

    /// <summary>Each of them runs, oldest first, up to <see cref="MissedTicks.CountMax"/>.</summary>
    All,
}
