using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Logging;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>The guarded client over sockets.</summary>
/// <remarks>
/// There are three handlers, hence three sets of open connections. The open one refuses special addresses whenever it connects, so no
/// connection of it can lead to one. The listed one connects wherever the host list says and is only given requests whose caller
/// the list lets through to exactly that host and port; that is decided for each request and each redirect. So a connection
/// that one job may use is never lent to a job that may not. The named one is for places that an operator named: it reaches private
/// networks too.
/// </remarks>
internal sealed class OutboundHttpClient : IOutboundHttp, IDisposable
{
    private readonly OutboundHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HostList _hosts;
    private readonly HashSet<int> _portsDenied;
    private readonly HttpMessageInvoker _open;
    private readonly HttpMessageInvoker _listed;
    private readonly HttpMessageInvoker _named;

    /// <summary>Makes a client; connects with the first request.</summary>
    public OutboundHttpClient(
        OutboundHttpOptions options,
        IDnsResolver resolver,
        ISocketDialer dialer,
        TimeProvider time,
        ILogger<OutboundHttpClient> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _hosts = new HostList(options.AllowedHosts);
        _portsDenied = [.. options.PortsDenied];
        _open = Invoker(new GuardedConnector(
            resolver, dialer, options.ConnectTimeout, time, (_, address) => AddressPolicy.RefusalOf(address)));
        _listed = Invoker(new GuardedConnector(
            resolver, dialer, options.ConnectTimeout, time,
            (to, _) => _hosts.Names(to) ? null : "which is not in the host list"));
        _named = Invoker(new GuardedConnector(
            resolver, dialer, options.ConnectTimeout, time, (_, address) => AddressPolicy.RefusalOfNamed(address)));
    }

    /// <inheritdoc/>
    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        CheckRequest(request);
        var peer = PeerStream.Listen();
        var hop = new OutboundHop(request.Url, request.Method, request.Headers, request.Body);
        var timeout = request.Timeout < _options.TotalTimeoutMax ? request.Timeout : _options.TotalTimeoutMax;
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var redirectsMax = Math.Min(request.RedirectsMax ?? _options.RedirectsMax, _options.RedirectsMax);
            for (var redirects = 0; ; redirects++)
            {
                using var message = hop.ToMessage();
                using var response = await InvokerFor(request, hop.Url).SendAsync(message, either.Token);
                if (LocationOf(response) is not { } location)
                {
                    return await AnswerAsync(request, hop, response, peer, either.Token);
                }

                if (redirects == redirectsMax)
                {
                    throw SendFailure.Named(
                        OutboundFault.TooManyRedirects,
                        hop,
                        $"redirects once more than the {redirectsMax} times that are followed");
                }

                if (RedirectRule.Follow(hop, (int)response.StatusCode, location, out var next) is { } problem)
                {
                    throw SendFailure.Named(OutboundFault.RedirectRefused, hop, $"is not followed: {problem}");
                }

                hop = next;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = deadline.IsCancellationRequested
                ? SendFailure.Named(OutboundFault.Timeout, hop, $"did not answer whole within {GoDuration.Format(timeout)}")
                : SendFailure.Of(e, hop, _options);
            LogDenial(request, failure);
            throw failure;
        }
        catch (OutboundHttpException e)
        {
            LogDenial(request, e);
            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _open.Dispose();
        _listed.Dispose();
        _named.Dispose();
    }

    private static void CheckRequest(OutboundRequest request)
    {
        if (OutboundUrl.Check(request.Url, out _) is { } problem)
        {
            throw new OutboundHttpException(OutboundFault.BadUrl, problem);
        }

        problem = RequestHeaders.Check(request.Headers)
            ?? (request.Method == HttpMethod.Connect || request.Method == HttpMethod.Trace
                ? $"the method {request.Method} is not sent"
                : null)
            ?? (request.Timeout <= TimeSpan.Zero ? "the timeout is not a positive time" : null)
            ?? (request.BodyBytesMax < 0 || request.RedirectsMax < 0 ? "a limit is negative" : null);
        if (problem is not null)
        {
            throw new OutboundHttpException(
                OutboundFault.BadRequest, $"{OutboundUrl.Show(request.Url)} was not asked: {problem}");
        }
    }

    private HttpMessageInvoker InvokerFor(OutboundRequest request, Uri url)
    {
        var target = HostAndPort.Of(url);
        if (_hosts.Allows(request.Caller, target))
        {
            return _listed;
        }

        if (_portsDenied.Contains(target.Port))
        {
            throw new OutboundHttpException(
                OutboundFault.Denied, $"{OutboundUrl.Show(url)} leads to a port that jobs may not use");
        }

        Func<IPAddress, string?> refusalOf = request.ReachesOwnNetwork ? AddressPolicy.RefusalOfNamed : AddressPolicy.RefusalOf;
        if (target.IsAddress(out var address) && refusalOf(address) is { } kind)
        {
            throw new OutboundHttpException(OutboundFault.Denied, $"{OutboundUrl.Show(url)} leads to {address}, {kind}");
        }

        return request.ReachesOwnNetwork ? _named : _open;
    }

    private async Task<OutboundResponse> AnswerAsync(
        OutboundRequest request,
        OutboundHop hop,
        HttpResponseMessage response,
        PeerNote peer,
        CancellationToken cancellationToken)
    {
        var bytesMax = Math.Min(request.BodyBytesMax ?? _options.BodyBytesMax, OutboundHttpOptions.BodyBytesHardMax);
        var body = hop.Method == HttpMethod.Head
            ? [] // it announces the length of a body that does not come
            : await BodyReader.ReadAsync(response.Content, bytesMax, cancellationToken);
        if (body is null)
        {
            throw SendFailure.Named(
                OutboundFault.BodyTooLarge,
                hop,
                $"answered with more than the {bytesMax} bytes that are accepted");
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var group in (ReadOnlySpan<System.Net.Http.Headers.HttpHeaders>)[response.Headers, response.Content.Headers])
        {
            foreach (var (name, values) in group.NonValidated)
            {
                foreach (var value in values)
                {
                    headers.Add(new(name, value));
                }
            }
        }

        return new OutboundResponse((int)response.StatusCode, headers, body, peer.Peer);
    }

    private static string? LocationOf(HttpResponseMessage response) =>
        RedirectRule.IsRedirect((int)response.StatusCode)
            && response.Headers.NonValidated.TryGetValues("Location", out var values)
            ? values.ToString()
            : null;

    private void LogDenial(OutboundRequest request, OutboundHttpException e)
    {
        if (e.Fault == OutboundFault.Denied)
        {
            HttpLog.Denied(_logger, Untrusted.Show(request.Caller), e.Message);
        }
    }

    private HttpMessageInvoker Invoker(GuardedConnector connector) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null, // trace ids are nobody else's business
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = connector.ConnectAsync,
        ConnectTimeout = _options.ConnectTimeout,
        Credentials = null,
        MaxConnectionsPerServer = _options.ConnectionsPerHostMax,
        MaxResponseDrainSize = 0, // what was not read is dropped with its connection
        MaxResponseHeadersLength = _options.HeaderKibibytesMax,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = _options.ConnectionAgeMax,
        PreAuthenticate = false,
        SslOptions = new SslClientAuthenticationOptions { AllowRenegotiation = false },
        UseCookies = false,
        UseProxy = false,
    });
}
