using System.Net;

namespace Node.Core.Http;

/// <summary>Addresses that jobs may not reach, and what they are.</summary>
/// <param name="Network">The addresses.</param>
/// <param name="Kind">Ends the sentence "it is …", e.g. <c>a loopback address</c>.</param>
internal sealed record AddressRange(IPNetwork Network, string Kind)
{
    /// <summary>Makes a range from text such as <c>10.0.0.0/8</c>.</summary>
    public static AddressRange Of(string network, string kind) => new(IPNetwork.Parse(network), kind);
}
