using System.Net;
using Node.Core.Config;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>Limits and permissions of requests that jobs make.</summary>
public sealed record OutboundHttpOptions : IConfigSection
{
    /// <summary>What no request and no configuration can exceed, in bytes of body: 1 MiB.</summary>
    public const int BodyBytesHardMax = 1024 * 1024;

    /// <summary>
    /// Ports that no job may reach unless the host list names them: mail, shells, file sharing, directories, databases and
    /// caches.
    /// </summary>
    public static IReadOnlyList<int> PortsDeniedByDefault { get; } =
    [
        7, 9, 11, 13, 17, 19, 20, 21, 22, 23, 25, 37, 53, 69, 79, 110, 111, 113, 119, 123, 135, 137, 138, 139, 143, 161, 179,
        389, 445, 465, 512, 513, 514, 515, 548, 587, 636, 873, 993, 995, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306,
        3389, 4369, 5432, 5672, 5900, 6000, 6379, 6443, 6667, 9042, 9092, 9200, 9300, 10250, 11211, 27017,
    ];

    /// <summary>Hosts that named jobs may reach although their address or port is denied. None by default.</summary>
    public IReadOnlyList<AllowedHost> AllowedHosts { get; init; } = [];

    /// <summary>Ports that are denied. Default: <see cref="PortsDeniedByDefault"/>.</summary>
    public IReadOnlyList<int> PortsDenied { get; init; } = PortsDeniedByDefault;

    /// <summary>Bytes of body accepted when the request does not say. Default 32768; at most 1048576.</summary>
    public int BodyBytesMax { get; init; } = 32 * 1024;

    /// <summary>Kibibytes of headers accepted. Default 32.</summary>
    public int HeaderKibibytesMax { get; init; } = 32;

    /// <summary>Redirects followed. Default 3.</summary>
    public int RedirectsMax { get; init; } = 3;

    /// <summary>Time to resolve the name, connect and agree on TLS. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest a request may ask to take. Default 60 s.</summary>
    public TimeSpan TotalTimeoutMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection is used before a new one resolves the name again. Default 2 min.</summary>
    public TimeSpan ConnectionAgeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Connections to one host and port at a time; further requests wait within their time. Default 64.</summary>
    public int ConnectionsPerHostMax { get; init; } = 64;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        InRange(faults, nameof(BodyBytesMax), BodyBytesMax, 1, BodyBytesHardMax);
        InRange(faults, nameof(HeaderKibibytesMax), HeaderKibibytesMax, 1, 1024);
        InRange(faults, nameof(RedirectsMax), RedirectsMax, 0, 20);
        InRange(faults, nameof(ConnectionsPerHostMax), ConnectionsPerHostMax, 1, 10_000);
        InRange(faults, nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        InRange(faults, nameof(TotalTimeoutMax), TotalTimeoutMax, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        InRange(faults, nameof(ConnectionAgeMax), ConnectionAgeMax, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        for (var i = 0; i < PortsDenied.Count; i++)
        {
            InRange(faults, $"{nameof(PortsDenied)}:{i}", PortsDenied[i], 1, IPEndPoint.MaxPort);
        }

        for (var i = 0; i < AllowedHosts.Count; i++)
        {
            var entry = faults.Section($"{nameof(AllowedHosts)}:{i}");
            if (!HostAndPort.TryParse(AllowedHosts[i].Host, out _))
            {
                entry.Add(
                    nameof(AllowedHost.Host),
                    $"is \"{Untrusted.Show(AllowedHosts[i].Host)}\"; must be a host name or address and a port, "
                        + "e.g. prices.internal:8080 or [::1]:9000");
            }

            if (AllowedHosts[i].Jobs.Count == 0)
            {
                entry.Add(nameof(AllowedHost.Jobs), "is empty; must name external ids of jobs, or \"*\" for every job");
            }

            for (var j = 0; j < AllowedHosts[i].Jobs.Count; j++)
            {
                if (string.IsNullOrWhiteSpace(AllowedHosts[i].Jobs[j]))
                {
                    entry.Add($"{nameof(AllowedHost.Jobs)}:{j}", "is blank; must be the external id of a job, or \"*\"");
                }
            }
        }
    }

    private static void InRange(ConfigFaults faults, string key, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            faults.Add(key, $"is {value}; must be from {min} to {max}");
        }
    }

    private static void InRange(ConfigFaults faults, string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            faults.Add(key, $"is {GoDuration.Format(value)}; must be from {GoDuration.Format(min)} to {GoDuration.Format(max)}");
        }
    }
}
