using System.Net;

namespace Node.Core.Http;

/// <summary>An answer from the outside, whole; everything in it is untrusted.</summary>
/// <param name="Status">The status, e.g. 200.</param>
/// <param name="Headers">The headers; a name may come twice.</param>
/// <param name="Body">The body as sent, at most the request's limit; not decompressed.</param>
/// <param name="Peer">The address that answered; null if it is not known.</param>
public sealed record OutboundResponse(
    int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, IPAddress? Peer);
