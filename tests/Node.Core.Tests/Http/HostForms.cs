using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Node.Core.Tests.Http;

/// <summary>Ways to write a host that a job may not reach.</summary>
internal static class HostForms
{
    private static readonly string[] Forbidden =
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
    ];

    private static readonly string[] Names =
    [
        "localhost", "LOCALHOST", "localhost.", "LocalHost.localdomain", "a.localhost", "ip6-localhost",
        "metadata.google.internal", "127.0.0.1.nip.io",
        "localtest.me", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ", "loc%61lhost", "xn--localhost-", "127.0.0.1.", "127.0.0.1..", "127.1",
        "127.0.1", "0", "0x0", "00", "0.0",
        "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0001]", "[0::1]", "[::127.0.0.1]",
        "[::1%25lo]", "[::1%251]",
        "[fe80::1]", "[fe80::1%25eth0]", "[febf::1]", "[fec0::1]", "[fd00:ec2::254]", "[fc00::1]", "[fdff:ffff::1]", "[ff02::1]",
        "[ff0e::1]",
        "[2001:db8::1]", "[2001::1]", "[2001:2::1]", "[2001:20::1]", "[3fff::1]", "[100::1]", "[5f00::1]", "[4000::1]",
        "[64:ff9b::1]",
        "[64:ff9b:1::8.8.8.8]", "[::8.8.8.8]", "[2002:808:808::1]", "[::ffff:0:8.8.8.8]", "224.0.0.1", "239.255.255.250",
        "240.0.0.1", "255.255.255.255",
        "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.255.255", "192.88.99.1", "100.64.0.1",
        "100.127.255.255", "172.31.255.255",
    ];

    /// <summary>The forms, as they stand in a URL.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Forbidden.SelectMany(OfV4).Concat(Names).Distinct()];

    /// <summary>Those of the forms that are an address, as a name server would give it.</summary>
    public static IReadOnlyList<IPAddress> Addresses { get; } =
    [
        .. All.Select(form => form.Trim('[', ']')).Where(form => !form.Contains('%', StringComparison.Ordinal))
            .Select(form => IPAddress.TryParse(form, out var address) ? address : null).OfType<IPAddress>().Distinct(),
    ];

    /// <summary>Every IPv6 address that carries <paramref name="v4"/> in a way that somebody defined.</summary>
    public static IEnumerable<IPAddress> Wrappings(IPAddress v4)
    {
        var bytes = v4.GetAddressBytes();
        var (a, b, c, d) = (bytes[0], bytes[1], bytes[2], bytes[3]);
        yield return Wrap([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d]); // mapped
        yield return Wrap([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d]); // compatible
        yield return Wrap([0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, a, b, c, d]); // translated
        yield return Wrap([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d]); // NAT64
        yield return Wrap([0, 0x64, 0xff, 0x9b, 0, 1, 0, 0, 0, 0, 0, 0, a, b, c, d]); // NAT64 of the site, /96
        yield return Wrap([0, 0x64, 0xff, 0x9b, 0, 1, a, b, 0, c, d, 0, 0, 0, 0, 0]); // NAT64 of the site, /48
        yield return Wrap([0x20, 0x02, a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]); // 6to4
        yield return Wrap([0x20, 0x01, 0, 0, 8, 8, 8, 8, 0, 0, 0, 0, (byte)~a, (byte)~b, (byte)~c, (byte)~d]); // Teredo client
        yield return Wrap([0x20, 0x01, 0, 0, a, b, c, d, 0, 0, 0, 0, 0xf7, 0xf7, 0xf7, 0xf7]); // Teredo server
        yield return Wrap([0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0x5e, 0xfe, a, b, c, d]); // ISATAP
        yield return Wrap([0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 2, 0, 0x5e, 0xfe, a, b, c, d]); // ISATAP, global
    }

    private static IPAddress Wrap(byte[] bytes) => new(bytes);

    private static IEnumerable<string> OfV4(string text)
    {
        var bytes = IPAddress.Parse(text).GetAddressBytes();
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        yield return text;
        yield return number.ToString(CultureInfo.InvariantCulture);
        yield return $"0x{number:x8}";
        yield return $"0X{number:X8}";
        yield return $"0{Convert.ToString(number, 8)}";
        yield return string.Join('.', bytes.Select(part => $"0x{part:x2}"));
        yield return string.Join('.', bytes.Select(part => $"0{Convert.ToString(part, 8)}"));
        yield return string.Join('.', bytes.Select(part => $"000{Convert.ToString(part, 8)}"));
        yield return $"{bytes[0]}.{number & 0xff_ffff}";
        yield return $"{bytes[0]}.{bytes[1]}.{number & 0xffff}";
        yield return $"0x{bytes[0]:x}.{bytes[1]}.0{Convert.ToString(bytes[2], 8)}.{bytes[3]}";
        yield return $"{text}.";
        yield return string.Concat(text.Select(c => c == '.' ? '.' : (char)('０' + (c - '0')))); // full width
        yield return text.Replace('.', '。');
        yield return text.Replace('.', '．');
        yield return text.Replace('1', '①').Replace('2', '②').Replace('0', '⓪');
        yield return string.Concat(text.Select(c => $"%{(int)c:x2}"));
        yield return $"[::ffff:{text}]";
        foreach (var address in Wrappings(IPAddress.Parse(text)))
        {
            yield return $"[{address}]";
        }
    }
}
