using System.Net;
using System.Net.Sockets;

namespace Node.Core.Http;

/// <summary>A connection that tells the request which writes to it what address it is connected to.</summary>
/// <remarks>
/// The handler keeps connections for later requests and does not say which one it took; over HTTP/1.1 a request writes to its
/// connection itself, so the write knows both.
/// </remarks>
internal sealed class PeerStream(Socket socket, IPAddress peer) : NetworkStream(socket, ownsSocket: true)
{
    private static readonly AsyncLocal<PeerNote?> CurrentNote = new();

    /// <summary>From here on, in this asynchronous flow, writes leave their address in the returned note.</summary>
    public static PeerNote Listen() => CurrentNote.Value = new PeerNote();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (CurrentNote.Value is { } note)
        {
            note.Peer = peer;
        }

        return base.WriteAsync(buffer, cancellationToken);
    }
}
