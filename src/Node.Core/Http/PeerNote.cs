using System.Net;

namespace Node.Core.Http;

/// <summary>Where one request went.</summary>
internal sealed class PeerNote
{
    private volatile IPAddress? _peer;

    /// <summary>The address last written to; null before the first write.</summary>
    public IPAddress? Peer
    {
        get => _peer;
        set => _peer = value;
    }
}
