using System.Buffers.Binary;
using System.Net;
using CsCheck;
using Node.Core.Http;
using Node.Testing;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class AddressPolicyTests
{
    // Written out a second time on purpose: the policy's own table cannot vouch for itself.
    private static readonly string[] DeniedV4 =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    ];

    private static readonly string[] DeniedV6 =
    [
        "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2", "8000::/1",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ];

    private static readonly int Cases = TestScale.Pick(20_000, 1_000_000);

    [Fact]
    public void The_first_and_last_address_of_each_range_is_denied_and_their_neighbours_are_judged_for_themselves()
    {
        foreach (var network in DeniedV4.Concat(DeniedV6).Select(IPNetwork.Parse))
        {
            var (first, last) = Bounds(network);
            Assert.True(AddressPolicy.RefusalOf(Address(first, network)) is not null, $"{network} first");
            Assert.True(AddressPolicy.RefusalOf(Address(last, network)) is not null, $"{network} last");
            if (first > 0)
            {
                AssertJudged(Address(first - 1, network));
            }

            if (last < (network.BaseAddress.GetAddressBytes().Length == 4 ? uint.MaxValue : UInt128.MaxValue))
            {
                AssertJudged(Address(last + 1, network));
            }
        }
    }

    [Fact]
    public void Every_wrapping_of_a_denied_v4_address_is_denied() =>
        Gen.Select(Gen.Int[0, DeniedV4.Length - 1], Gen.UInt).Sample((index, drawn) =>
        {
            var network = IPNetwork.Parse(DeniedV4[index]);
            var (first, last) = Bounds(network);
            var v4 = (IPAddress)Address(first + (drawn % (last - first + 1)), network);
            return AddressPolicy.RefusalOf(v4) is not null
                && HostForms.Wrappings(v4).All(wrapping => AddressPolicy.RefusalOf(wrapping) is not null);
        }, iter: Cases);

    [Fact]
    public void Random_addresses_are_judged_as_the_list_of_ranges_says() =>
        Gen.UInt.Sample(number =>
            Assert.Equal(IsDenied(V4(number)), AddressPolicy.RefusalOf(V4(number)) is not null), iter: Cases);

    [Fact]
    public void Random_v6_addresses_are_judged_as_the_list_of_ranges_says() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) =>
        {
            // Three of eight lie in the open eighth of the space.
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, high % 8 < 3 ? (high >> 3) | 0x2000_0000_0000_0000 : high);
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), low);
            var address = new IPAddress(bytes);
            Assert.Equal(IsDenied(address), AddressPolicy.RefusalOf(address) is not null);
        }, iter: Cases);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("168.63.129.15")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("2606:4700::5efe:808:808")]
    public void Public_addresses_are_open(string address) => Assert.Null(AddressPolicy.RefusalOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", "a loopback address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::ffff:10.1.2.3", "a private address")]
    [InlineData("fe80::1%3", "a link-local address, where clouds serve credentials")]
    [InlineData("2606:4700::200:5efe:a00:1", "a private address")]
    [InlineData("64:ff9b::169.254.169.254", "a link-local address, where clouds serve credentials")]
    [InlineData("5f00::1", "not a public address")]
    public void The_refusal_says_what_the_address_is(string address, string kind) =>
        Assert.Equal(kind, AddressPolicy.RefusalOf(IPAddress.Parse(address)));

    [Fact]
    public void A_zone_does_not_hide_an_address() =>
        Assert.NotNull(AddressPolicy.RefusalOf(new IPAddress(IPAddress.Parse("fd00:ec2::254").GetAddressBytes(), 7)));

    private static void AssertJudged(IPAddress address) =>
        Assert.True(IsDenied(address) == (AddressPolicy.RefusalOf(address) is not null),
            $"{address} should be {(IsDenied(address) ? "denied" : "open")}");

    private static bool IsDenied(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
        {
            return DeniedV4.Any(network => IPNetwork.Parse(network).Contains(address));
        }

        return IPNetwork.Parse("64:ff9b::/96").Contains(address) || address.IsIPv4MappedToIPv6
            ? IsDenied(new IPAddress(bytes.AsSpan(12)))
            : DeniedV6.Any(network => IPNetwork.Parse(network).Contains(address));
    }

    private static (UInt128 First, UInt128 Last) Bounds(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return (first, first + ((UInt128.One << ((8 * bytes.Length) - network.PrefixLength)) - 1));
    }

    private static IPAddress Address(UInt128 number, IPNetwork network)
    {
        if (network.BaseAddress.GetAddressBytes().Length == 4)
        {
            return V4((uint)number);
        }

        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    private static IPAddress V4(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
