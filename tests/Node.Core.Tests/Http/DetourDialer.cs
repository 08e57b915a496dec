using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Node.Core.Http;

namespace Node.Core.Tests.Http;

/// <summary>Connects every allowed dial to one local port, whatever address was meant, and remembers what was meant.</summary>
internal sealed class DetourDialer(int port) : ISocketDialer
{
    private readonly SocketDialer _dialer = new();

    public ConcurrentQueue<IPEndPoint> Dialled { get; } = [];

    public Task<Socket> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Dialled.Enqueue(endPoint);
        return _dialer.DialAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
    }
}
