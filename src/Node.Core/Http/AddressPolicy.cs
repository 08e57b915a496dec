using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Node.Core.Http;

/// <summary>Which addresses a job may reach: public unicast ones, and nothing that only looks like one.</summary>
/// <remarks>
/// Of IPv6 only 2000::/3 is open at all; the rest is refused as a whole, and with it every form that is not in use on the
/// internet (compatible, translated, local NAT64, site-local …). An IPv4 address inside an IPv6 one is judged as IPv4, in
/// addition.
/// </remarks>
internal static class AddressPolicy
{
    private const string CarrierKind = "a shared carrier address";
    private const string DocumentationKind = "a documentation address";
    private const string LinkLocalKind = "a link-local address, where clouds serve credentials";
    private const string CredentialsKind = "an address where clouds serve credentials";
    private const string LoopbackKind = "a loopback address";
    private const string MulticastKind = "a multicast address";
    private const string PrivateKind = "a private address";
    private const string SpecialKind = "a special-purpose address";
    private const string TunnelKind = "a tunnel address";

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>The refused IPv4 addresses.</summary>
    public static IReadOnlyList<AddressRange> V4 { get; } =
    [
        AddressRange.Of("0.0.0.0/8", "an address of this host"),
        AddressRange.Of("10.0.0.0/8", PrivateKind),
        AddressRange.Of("100.64.0.0/10", CarrierKind),
        AddressRange.Of("127.0.0.0/8", LoopbackKind),
        AddressRange.Of("168.63.129.16/32", "an address where a cloud serves its machines"),
        AddressRange.Of("169.254.0.0/16", LinkLocalKind),
        AddressRange.Of("172.16.0.0/12", PrivateKind),
        AddressRange.Of("192.0.0.0/24", SpecialKind),
        AddressRange.Of("192.0.2.0/24", DocumentationKind),
        AddressRange.Of("192.88.99.0/24", TunnelKind),
        AddressRange.Of("192.168.0.0/16", PrivateKind),
        AddressRange.Of("198.18.0.0/15", "a benchmarking address"),
        AddressRange.Of("198.51.100.0/24", DocumentationKind),
        AddressRange.Of("203.0.113.0/24", DocumentationKind),
        AddressRange.Of("224.0.0.0/4", MulticastKind),
        AddressRange.Of("240.0.0.0/4", "a reserved address"),
    ];

    /// <summary>The refused IPv6 addresses; those outside 2000::/3 are here for their name only.</summary>
    public static IReadOnlyList<AddressRange> V6 { get; } =
    [
        AddressRange.Of("::/128", "an address of this host"),
        AddressRange.Of("::1/128", LoopbackKind),
        AddressRange.Of("::/96", "an IPv4-compatible address"),
        AddressRange.Of("64:ff9b:1::/48", "a local address translation"),
        AddressRange.Of("100::/64", "a discard address"),
        AddressRange.Of("2001::/32", TunnelKind),
        AddressRange.Of("2001::/23", SpecialKind),
        AddressRange.Of("2001:db8::/32", DocumentationKind),
        AddressRange.Of("2002::/16", TunnelKind),
        AddressRange.Of("3fff::/20", DocumentationKind),
        AddressRange.Of("fc00::/7", PrivateKind),
        AddressRange.Of("fe80::/10", LinkLocalKind),
        AddressRange.Of("fec0::/10", "a site-local address"),
        AddressRange.Of("ff00::/8", MulticastKind),
    ];

    /// <summary>The addresses of an operator's own machines and networks: this host, private and shared carrier ones.</summary>
    public static IReadOnlyList<AddressRange> OwnNetworks { get; } =
    [
        AddressRange.Of("10.0.0.0/8", PrivateKind),
        AddressRange.Of("100.64.0.0/10", CarrierKind),
        AddressRange.Of("127.0.0.0/8", LoopbackKind),
        AddressRange.Of("172.16.0.0/12", PrivateKind),
        AddressRange.Of("192.168.0.0/16", PrivateKind),
        AddressRange.Of("::1/128", LoopbackKind),
        AddressRange.Of("fc00::/7", PrivateKind),
    ];

    /// <summary>Addresses inside those networks where clouds serve credentials.</summary>
    private static IReadOnlyList<AddressRange> CredentialPlaces { get; } =
    [
        AddressRange.Of("100.100.100.200/32", CredentialsKind),
        AddressRange.Of("fd00:ec2::254/128", CredentialsKind),
    ];

    /// <summary>
    /// The same for a place that an operator named: what <paramref name="address"/> is when even that may not be reached, such as the
    /// address where a cloud serves its credentials.
    /// </summary>
    public static string? RefusalOfNamed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return KindIn(CredentialPlaces, plain) ?? (KindIn(OwnNetworks, plain) is null ? RefusalOf(address) : null);
    }

    /// <summary>
    /// What <paramref name="address"/> is when a job may not reach it, e.g. <c>a loopback address</c>; null when it may.
    /// </summary>
    public static string? RefusalOf(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => KindIn(V4, address),
        AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => KindIn(V4, address.MapToIPv4()),
        AddressFamily.InterNetworkV6 => RefusalOfV6(address),
        _ => "not an internet address",
    };

    private static string? RefusalOfV6(IPAddress scoped)
    {
        Span<byte> bytes = stackalloc byte[16];
        scoped.TryWriteBytes(bytes, out _);
        var address = new IPAddress(bytes); // without its zone
        if (Nat64.Contains(address))
        {
            return KindIn(V4, new IPAddress(bytes[12..]));
        }

        if (KindIn(V6, address) is { } kind)
        {
            return kind;
        }

        if (!GlobalUnicast.Contains(address))
        {
            return "not a public address";
        }

        // ISATAP: any prefix may carry an IPv4 address behind this mark.
        return (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xfdff_ffff) == 0x0000_5efe
            ? KindIn(V4, new IPAddress(bytes[12..])) : null;
    }

    private static string? KindIn(IReadOnlyList<AddressRange> ranges, IPAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Network.Contains(address))
            {
                return range.Kind;
            }
        }

        return null;
    }
}
