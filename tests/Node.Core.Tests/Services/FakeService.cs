using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;

namespace Node.Core.Tests.Services;

/// <summary>A service whose every step is given by the test.</summary>
internal sealed class FakeService(
    string name,
    Func<FakeService, CancellationToken, Task>? onStart = null,
    Func<Task>? onClose = null,
    Func<Task>? onClosed = null,
    ILogger? logger = null,
    IReadOnlyList<ICheckable>? children = null)
    : Service(name, logger ?? NullLogger.Instance)
{
    public new CancellationToken Stopping => base.Stopping;

    public new void RunLoop(string loopName, Func<CancellationToken, Task> body) => base.RunLoop(loopName, body);

    public new void Report(HealthFault? fault) => base.Report(fault);

    public override IReadOnlyDictionary<string, HealthFault?> HealthReport() => ReportWith(children ?? []);

    protected override Task OnStartAsync(CancellationToken startToken) => onStart?.Invoke(this, startToken) ?? Task.CompletedTask;

    protected override Task OnCloseAsync() => onClose?.Invoke() ?? Task.CompletedTask;

    protected override Task OnClosedAsync() => onClosed?.Invoke() ?? Task.CompletedTask;
}
