using System.Net;
using System.Net.Sockets;

namespace Node.Core.Http;

/// <summary>Opens TCP connections to addresses that were judged before.</summary>
internal interface ISocketDialer
{
    /// <summary>Connects to exactly <paramref name="endPoint"/>.</summary>
    /// <exception cref="SocketException">Nothing answered there.</exception>
    Task<Socket> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
