using System.Net;
using Node.Core.Config;
using Node.Core.Text;

namespace Node.Http;

/// <summary>The HTTP server (<c>Http</c>).</summary>
public sealed class HttpOptions : IConfigSection
{
    /// <summary>The address to listen on. Default: 127.0.0.1, so that only this machine can ask; 0.0.0.0 for all.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 for any free one. Default: 6688.</summary>
    public int Port { get; init; } = 6688;

    /// <summary>The largest body of a request, in bytes. Default: 1 MiB.</summary>
    public int BodyBytesMax { get; init; } = 1024 * 1024;

    /// <summary>How many connections are served at once. Default: 1,000.</summary>
    public int ConnectionsMax { get; init; } = 1000;

    /// <summary>The largest body of a call that triggers a run, in bytes; it is kept with the run. Never above <see cref="BodyBytesMax"/>. Default: 1 MiB.</summary>
    public int RunBodyBytesMax { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long a call that triggers a run waits for its end when it does not say, and the most that it may ask for. Default: 15 seconds.
    /// </summary>
    public TimeSpan RunWaitMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!IPAddress.TryParse(Address, out _))
        {
            faults.Add(nameof(Address), $"is \"{Untrusted.Show(Address)}\"; write an IP address, e.g. 127.0.0.1 or 0.0.0.0");
        }

        if (Port is < 0 or > 65535)
        {
            faults.Add(nameof(Port), $"is {Port}; must be from 0 to 65535");
        }

        if (BodyBytesMax < 1024)
        {
            faults.Add(nameof(BodyBytesMax), $"is {BodyBytesMax}; must be at least 1024");
        }

        if (RunBodyBytesMax < 1024)
        {
            faults.Add(nameof(RunBodyBytesMax), $"is {RunBodyBytesMax}; must be at least 1024");
        }

        if (ConnectionsMax < 1)
        {
            faults.Add(nameof(ConnectionsMax), $"is {ConnectionsMax}; must be at least 1");
        }

        if (RunWaitMax < TimeSpan.Zero)
        {
            faults.Add(nameof(RunWaitMax), "must not be negative");
        }
    }
}
