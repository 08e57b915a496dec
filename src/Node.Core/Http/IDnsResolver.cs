using System.Net;
using System.Net.Sockets;

namespace Node.Core.Http;

/// <summary>Turns a host name into addresses.</summary>
public interface IDnsResolver
{
    /// <summary>All addresses of <paramref name="host"/>, in the order to try them.</summary>
    /// <exception cref="SocketException">The name has no address, or nobody could say.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
