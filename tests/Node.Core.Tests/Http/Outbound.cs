using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

/// <summary>Short forms for tests of the client.</summary>
internal static class Outbound
{
    /// <summary>A client; without a host list nothing local is open to it.</summary>
    public static OutboundHttpClient Client(
        OutboundHttpOptions? options = null, IDnsResolver? dns = null, ISocketDialer? dialer = null, TimeProvider? time = null) =>
        new(
            options ?? new OutboundHttpOptions(),
            dns ?? FakeDns.Always("127.0.0.1"),
            dialer ?? new SocketDialer(),
            time ?? TimeProvider.System,
            NullLogger<OutboundHttpClient>.Instance);

    /// <summary>Options that let the named callers reach the servers; <c>*</c> when none is named.</summary>
    public static OutboundHttpOptions Listing(RawServer server, params string[] callers) => new()
    {
        AllowedHosts = [new AllowedHost { Host = $"127.0.0.1:{server.Port}", Jobs = callers.Length == 0 ? ["*"] : callers }],
    };

    public static OutboundRequest Get(Uri url, string caller = "job") => new()
    {
        Method = HttpMethod.Get,
        Url = url,
        Caller = caller,
        Timeout = TimeSpan.FromSeconds(10),
    };

    public static Task<OutboundResponse> GetAsync(this IOutboundHttp client, Uri url, string caller = "job") =>
        Within.DeadlineAsync(client.SendAsync(Get(url, caller), TestContext.Current.CancellationToken));

    /// <summary>The failure of a request that must not succeed.</summary>
    public static Task<OutboundHttpException> FailAsync(this IOutboundHttp client, OutboundRequest request) =>
        Assert.ThrowsAsync<OutboundHttpException>(
            () => Within.DeadlineAsync(client.SendAsync(request, TestContext.Current.CancellationToken)));

    public static Task<OutboundHttpException> FailAsync(this IOutboundHttp client, Uri url, string caller = "job") =>
        client.FailAsync(Get(url, caller));
}
