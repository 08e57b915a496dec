using Microsoft.Diagnostics.NETCore.Client;

namespace Node.Profiling.Vitals;

/// <summary>One session of the event pipe. Somebody must read to the end while it is being stopped, or stopping waits for ever: this sees to it.</summary>
internal sealed class TraceSession : IDisposable
{
    private static readonly Lock Ending = new();
    private static readonly Patience AfterClosing = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    private readonly EventPipeSession _session;
    private readonly DiagnosticsPipe _pipe;
    private readonly Stream _stream;
    private bool _isGivenUp;

    /// <summary>Takes a session that has begun.</summary>
    /// <param name="session">The session; owned.</param>
    /// <param name="raw">Gets a copy of the stream; owned. Null for none.</param>
    /// <param name="pipe">Who opened it.</param>
    public TraceSession(EventPipeSession session, Stream? raw, DiagnosticsPipe pipe)
    {
        (_session, _pipe) = (session, pipe);
        _stream = new BufferedStream(raw is null ? session.EventStream : new CopyingStream(session.EventStream, raw), 64 * 1024);
    }

    /// <summary>Reads to the end and gives nothing of it to anybody.</summary>
    public static void Drain(Stream stream) => stream.CopyTo(Stream.Null);

    /// <summary>Reads on a thread of its own until <paramref name="wait"/> returns and the session has ended.</summary>
    /// <exception cref="VitalsException">The session broke, did not end in time, or what it said could not be read.</exception>
    public void Run(Action<Stream> read, Action wait, CancellationToken stopping)
    {
        var reader = BoundedCall.Begin("Nurse reads", () => Read(read));
        wait();
        var stopper = BoundedCall.Begin("Nurse stops", Stop);
        if (!stopper.Wait(_pipe.Patience, stopping) || !reader.Wait(_pipe.Patience, stopping))
        {
            throw GiveUp(reader, stopper, stopping);
        }

        if ((reader.Failure ?? stopper.Failure) is { } failure)
        {
            throw new VitalsException($"the runtime's events could not be read: {failure.Message}", "Try again; if it happens again, report it with the runtime's version", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Of a session that was given up others still have hold; closing it would ask the runtime once more.
        if (!_isGivenUp)
        {
            _stream.Dispose();
            _session.Dispose();
        }
    }

    private VitalsException GiveUp(BoundedCall reader, BoundedCall stopper, CancellationToken stopping)
    {
        _isGivenUp = true;
        _session.EventStream.Dispose();
        if (reader.Wait(AfterClosing, stopping))
        {
            _stream.Dispose();
        }

        return _pipe.GiveUp(reader, stopper);
    }

    private void Stop()
    {
        try
        {
            // Two sessions that end at once take the names of methods from each other.
            lock (Ending)
            {
                _session.Stop();
            }
        }
        catch (Exception e) when (DiagnosticsPipe.IsOfTheSession(e) && _isGivenUp)
        {
            // It was closed under its feet.
        }
    }

    private void Read(Action<Stream> read)
    {
        try
        {
            read(_stream);
        }
        catch
        {
            // Somebody must go on reading, or stopping waits for ever. The first failure is the one that is told.
            try
            {
                Drain(_stream);
            }
            catch (Exception)
            {
                // The stream is at its end, then.
            }

            throw;
        }
    }
}
