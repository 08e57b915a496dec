using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace Node.Profiling.Vitals;

/// <summary>Opens sessions of the event pipe. The runtime may never answer: a call that hangs is given up, and while it hangs no session is opened.</summary>
internal sealed class DiagnosticsPipe(DiagnosticsClient client, Patience patience)
{
    private const int BufferMebibytes = 64;

    private const string HangAdvice = "Restart the node if it stays so: its runtime does not answer";

    private readonly Lock _gate = new();
    private readonly List<BoundedCall> _givenUp = [];

    /// <summary>How long the runtime may take.</summary>
    public Patience Patience { get; } = patience;

    /// <summary>Begins a session.</summary>
    /// <param name="providers">Who shall say what.</param>
    /// <param name="rundown">What the runtime says at the end; 0 for nothing.</param>
    /// <param name="raw">Gets a copy of the stream, and is closed with the session; null for none.</param>
    /// <param name="stopping">Leaves the runtime less time.</param>
    /// <exception cref="VitalsException">The runtime does not let itself be asked, or does not answer.</exception>
    public TraceSession Open(IEnumerable<EventPipeProvider> providers, long rundown, Stream? raw, CancellationToken stopping)
    {
        try
        {
            ThrowIfHanging();
            var configuration = rundown == 0
                ? new EventPipeSessionConfiguration(providers, BufferMebibytes, requestRundown: false, requestStackwalk: true)
                : new EventPipeSessionConfiguration(providers, BufferMebibytes, rundown, requestStackwalk: true);
            return new TraceSession(Begin(configuration, stopping), raw, this);
        }
        catch (Exception e)
        {
            raw?.Dispose();
            throw IsOfTheSession(e)
                ? new VitalsException(
                    $"the runtime does not answer: {e.Message}",
                    "Unset DOTNET_EnableDiagnostics, or set it to 1, and see that the folder of temporary files can be written",
                    e)
                : e as VitalsException ?? new VitalsException($"no session could be opened: {e.Message}", "See the reason", e);
        }
    }

    /// <summary>Whether an exception is how a session that breaks shows itself.</summary>
    public static bool IsOfTheSession(Exception e) =>
        e is DiagnosticsClientException or IOException or SocketException or UnauthorizedAccessException or TimeoutException or ObjectDisposedException;

    /// <summary>Keeps calls that do not return in mind.</summary>
    /// <returns>What to tell.</returns>
    public VitalsException GiveUp(params ReadOnlySpan<BoundedCall> calls)
    {
        lock (_gate)
        {
            _givenUp.AddRange(calls);
        }

        return new VitalsException("the runtime did not answer in time", HangAdvice);
    }

    private EventPipeSession Begin(EventPipeSessionConfiguration configuration, CancellationToken stopping)
    {
        EventPipeSession? session = null;
        var isGivenUp = 0;
        var call = BoundedCall.Begin("Nurse opens", () =>
        {
            var opened = client.StartEventPipeSession(configuration);
            session = opened;
            if (Interlocked.Exchange(ref isGivenUp, 1) == 1)
            {
                // Nobody would end it.
                opened.Dispose();
            }
        });
        if (!call.Wait(Patience, stopping) && Interlocked.Exchange(ref isGivenUp, 1) == 0)
        {
            throw GiveUp(call);
        }

        call.ThrowIfFailed();
        return session!;
    }

    private void ThrowIfHanging()
    {
        lock (_gate)
        {
            _givenUp.RemoveAll(call => call.HasEnded);
            if (_givenUp.Count > 0)
            {
                throw new VitalsException("an earlier session has not ended: the runtime does not answer", HangAdvice);
            }
        }
    }
}
