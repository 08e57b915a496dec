using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace Node.Profiling.Vitals;

/// <summary>One session of the event pipe. Somebody must read to the end while it is being stopped, or stopping waits for ever: this sees to it.</summary>
internal sealed class TraceSession : IDisposable
{
    private const int BufferMebibytes = 64;

    private static readonly Lock Ending = new();

    private readonly EventPipeSession _session;
    private readonly Stream _stream;

    private TraceSession(EventPipeSession session, Stream? raw)
    {
        _session = session;
        _stream = new BufferedStream(raw is null ? session.EventStream : new CopyingStream(session.EventStream, raw), 64 * 1024);
    }

    /// <summary>Begins a session.</summary>
    /// <param name="client">The process.</param>
    /// <param name="providers">Who shall say what.</param>
    /// <param name="rundown">What the runtime says at the end; 0 for nothing.</param>
    /// <param name="raw">Gets a copy of the stream, and is closed with the session; null for none.</param>
    /// <exception cref="VitalsException">The runtime does not let itself be asked.</exception>
    public static TraceSession Open(DiagnosticsClient client, IEnumerable<EventPipeProvider> providers, long rundown, Stream? raw)
    {
        try
        {
            var configuration = rundown == 0
                ? new EventPipeSessionConfiguration(providers, BufferMebibytes, requestRundown: false, requestStackwalk: true)
                : new EventPipeSessionConfiguration(providers, BufferMebibytes, rundown, requestStackwalk: true);
            return new TraceSession(client.StartEventPipeSession(configuration), raw);
        }
        catch (Exception e) when (IsOfTheSession(e))
        {
            raw?.Dispose();
            throw new VitalsException(
                $"the runtime does not answer: {e.Message}",
                "Unset DOTNET_EnableDiagnostics, or set it to 1, and see that the folder of temporary files can be written",
                e);
        }
    }

    /// <summary>Reads to the end and gives nothing of it to anybody.</summary>
    public static void Drain(Stream stream) => stream.CopyTo(Stream.Null);

    /// <summary>Reads on a thread of its own until <paramref name="wait"/> returns and the session has ended.</summary>
    /// <exception cref="VitalsException">The session broke, or what it said could not be read.</exception>
    public void Run(Action<Stream> read, Action wait)
    {
        Exception? failure = null;
        var reader = new Thread(() => failure = Read(read)) { IsBackground = true, Name = "Nurse reads" };
        reader.UnsafeStart();
        wait();
        try
        {
            // Two sessions that end at once take the names of methods from each other.
            lock (Ending)
            {
                _session.Stop();
            }
        }
        catch (Exception e) when (IsOfTheSession(e))
        {
            failure ??= e;
        }

        reader.Join();
        if (failure is not null)
        {
            throw new VitalsException($"the runtime's events could not be read: {failure.Message}", "Try again; if it happens again, report it with the runtime's version", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _session.Dispose();
    }

    private Exception? Read(Action<Stream> read)
    {
        try
        {
            read(_stream);
            return null;
        }
        catch (Exception e)
        {
            // The last frame of a thread; and somebody must go on reading, or stopping waits for ever.
            try
            {
                Drain(_stream);
            }
            catch (Exception inner) when (IsOfTheSession(inner))
            {
                // The first failure is the one that is told.
            }

            return e;
        }
    }

    private static bool IsOfTheSession(Exception e) =>
        e is DiagnosticsClientException or IOException or SocketException or UnauthorizedAccessException or TimeoutException or ObjectDisposedException;
}
