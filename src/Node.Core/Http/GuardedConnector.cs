using System.Net;
using System.Net.Sockets;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>Opens the connections of one handler: resolves once, judges every address, then dials exactly those.</summary>
/// <param name="resolver">Asked once per connection; addresses in a URL are not asked about.</param>
/// <param name="dialer">Given judged addresses only.</param>
/// <param name="connectTimeout">Shared out among the addresses, so that a dead one leaves time for the next; the last may use
/// what is left.</param>
/// <param name="time">Measures the shares.</param>
/// <param name="refusalOf">What an address is when it may not be dialled for this host and port; null when it may.</param>
internal sealed class GuardedConnector(
    IDnsResolver resolver,
    ISocketDialer dialer,
    TimeSpan connectTimeout,
    TimeProvider time,
    Func<HostAndPort, IPAddress, string?> refusalOf)
{
    private const int AddressesTriedMax = 8;

    /// <summary>Opens a connection; for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="OutboundHttpException">An address is refused, or nothing could be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = new HostAndPort(context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await AddressesAsync(target, cancellationToken);
        foreach (var address in addresses)
        {
            if (refusalOf(target, address) is { } kind)
            {
                throw new OutboundHttpException(
                    OutboundFault.Denied, $"{Untrusted.Show(target.ToString())} leads to {address}, {kind}");
            }
        }

        return await DialAsync(target, addresses, cancellationToken);
    }

    private async Task<IReadOnlyList<IPAddress>> AddressesAsync(HostAndPort target, CancellationToken cancellationToken)
    {
        if (target.IsAddress(out var literal))
        {
            return [literal];
        }

        try
        {
            return await resolver.ResolveAsync(target.Host, cancellationToken) is { Count: > 0 } addresses
                ? addresses
                : throw Unreachable(target, "has no address");
        }
        catch (SocketException e)
        {
            throw Unreachable(target, $"does not resolve ({e.SocketErrorCode})");
        }
    }

    private async Task<Stream> DialAsync(
        HostAndPort target, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        var tried = Math.Min(addresses.Count, AddressesTriedMax);
        var problem = "";
        for (var i = 0; i < tried; i++)
        {
            using var share = new CancellationTokenSource(
                i + 1 < tried ? connectTimeout / tried : Timeout.InfiniteTimeSpan, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellationToken);
            try
            {
                var endPoint = new IPEndPoint(addresses[i], target.Port);
                return new PeerStream(await dialer.DialAsync(endPoint, either.Token), endPoint.Address);
            }
            catch (SocketException e)
            {
                problem = $"cannot be connected to ({e.SocketErrorCode})";
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested(); // by its own token the handler knows that its time is up
                problem = "cannot be connected to (TimedOut)";
            }
        }

        throw Unreachable(target, problem);
    }

    private static OutboundHttpException Unreachable(HostAndPort target, string problem) =>
        new(OutboundFault.Unreachable, $"{Untrusted.Show(target.ToString())} {problem}");
}
