using System.Runtime.InteropServices;

namespace Demo;

/// <summary>The ways in which the demo is told to end: Ctrl-C, a signal, or the end of the <c>dotnet run</c> that started it.</summary>
internal sealed partial class Stopping : IDisposable
{
    private static readonly TimeSpan ParentPoll = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Timer? _parentWatch;

    public Stopping()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true; // ending in order takes a moment; the process ends by itself after it
                _source.Cancel();
            }));
        }

        if (!OperatingSystem.IsWindows())
        {
            // Whoever is killed cannot tell its children; they see that they have another parent.
            var parent = GetParentId();
            _parentWatch = new Timer(_ => CancelUnlessParentIs(parent), null, ParentPoll, ParentPoll);
        }
    }

    /// <summary>Cancelled once the demo is to end.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _parentWatch?.Dispose();
        _signals.ForEach(signal => signal.Dispose());
    }

    private void CancelUnlessParentIs(int parent)
    {
        if (GetParentId() != parent)
        {
            _source.Cancel();
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
