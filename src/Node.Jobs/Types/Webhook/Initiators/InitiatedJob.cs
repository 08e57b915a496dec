using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>Part of a job that names initiators: when the job comes or goes, they have something to hear.</summary>
internal sealed class InitiatedJob(long jobId, InitiatorAnnouncer announcer) : Service($"Jobs.{jobId}.Initiators", NullLogger.Instance)
{
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        announcer.Nudge();
        return Task.CompletedTask;
    }

    protected override Task OnClosedAsync()
    {
        announcer.Nudge();
        return Task.CompletedTask;
    }
}
