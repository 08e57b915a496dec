namespace Node.Jobs.Scheduling;

/// <summary>Who is told when a scheduled instant has come.</summary>
public interface IScheduleListener
{
    /// <summary>Called once per tick and never before <paramref name="instant"/>.</summary>
    /// <param name="instant">The scheduled instant, which may lie a little in the past.</param>
    /// <param name="cancellationToken">Cancelled when the node stops.</param>
    Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}
