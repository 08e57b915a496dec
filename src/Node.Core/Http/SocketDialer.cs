using System.Net;
using System.Net.Sockets;

namespace Node.Core.Http;

/// <summary>Dials with the sockets of the machine.</summary>
internal sealed class SocketDialer : ISocketDialer
{
    /// <inheritdoc/>
    public async Task<Socket> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
