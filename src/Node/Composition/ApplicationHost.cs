using Node.Core.Services;

namespace Node.Composition;

/// <summary>Lets the host start and stop the application.</summary>
internal sealed class ApplicationHost(Application application, ILogger<ApplicationHost> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => application.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await application.CloseAsync();
        }
        catch (ServiceException e)
        {
            CompositionLog.NotClosed(logger, e);
        }
    }
}
