using System.Net;

namespace Node.Core.Http;

/// <summary>Asks the resolver of the machine.</summary>
internal sealed class SystemDnsResolver : IDnsResolver
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}
