using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TextEncoding = System.Text.Encoding;

namespace Node.Eth.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP to one endpoint.</summary>
/// <remarks>
/// Endpoints are chosen by the operator, not by jobs, and often live on loopback: so this is not the guarded client that jobs
/// use.
/// It follows no redirects and uses no proxy.
/// </remarks>
public sealed class HttpRpcTransport : IRpcTransport, IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly Uri _url;
    private readonly string _endpoint;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly HttpRpcOptions _options;
    private readonly TimeProvider _time;
    private long _lastId;

    /// <summary>Makes a transport to <paramref name="url"/>; connects with the first call.</summary>
    public HttpRpcTransport(Uri url, HttpRpcOptions options, TimeProvider time)
    {
        _endpoint = RpcEndpointName.Of(url);
        _authorization = url.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(TextEncoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        _url = new UriBuilder(url) { UserName = "", Password = "", Fragment = "" }.Uri;
        _options = options;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.RequestTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // a moved name is noticed
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        if (batch.Count <= _options.BatchItemsMax)
        {
            return await SendOnceAsync(batch, cancellationToken);
        }

        var answers = new List<RpcResponse>(batch.Count);
        foreach (var part in batch.Chunk(_options.BatchItemsMax))
        {
            answers.AddRange(await SendOnceAsync(part, cancellationToken));
        }

        return answers;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<RpcResponse>> SendOnceAsync(
        IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        var firstId = Interlocked.Add(ref _lastId, batch.Count) - batch.Count + 1;
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = Request(batch, firstId);
            using var response = await _http.SendAsync(request, either.Token);
            var body = await BodyAsync(response, either.Token);
            return Answers(response, body, firstId, batch.Count);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(RpcErrorKind.Transient, $"did not answer within {_options.RequestTimeout.TotalSeconds:0.###} s", e);
        }
        catch (HttpRequestException e)
        {
            // The exception's own text may hold the whole URL.
            throw Failure(RpcErrorKind.Transient, $"cannot be reached ({e.HttpRequestError})", null);
        }
        catch (IOException)
        {
            throw Failure(RpcErrorKind.Transient, "broke off its answer", null);
        }
    }

    private HttpRequestMessage Request(IReadOnlyList<RpcRequest> batch, long firstId)
    {
        var text = new StringBuilder();
        for (var i = 0; i < batch.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append("{\"jsonrpc\":\"2.0\",\"id\":").Append(firstId + i)
                .Append(",\"method\":\"").Append(batch[i].Method).Append("\",\"params\":").Append(batch[i].Params).Append('}');
        }

        var request = new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Content = new StringContent(batch.Count == 1 ? text.ToString() : $"[{text}]", TextEncoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = _authorization;
        return request;
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > _options.AnswerBytesMax)
            {
                throw Failure(RpcErrorKind.TooLarge, $"answers with more than {_options.AnswerBytesMax} bytes", null);
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private IReadOnlyList<RpcResponse> Answers(HttpResponseMessage response, ReadOnlyMemory<byte> body, long firstId, int count)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw RateLimited(response);
        }

        try
        {
            return RpcAnswerReader.Read(body, firstId, count, batched: count > 1);
        }
        catch (RpcFormatException e) when (response.IsSuccessStatusCode)
        {
            throw Failure(RpcErrorKind.Transient, $"answers with something that is not JSON-RPC: {e.Message}", e);
        }
        catch (RpcFormatException e)
        {
            throw Failure(KindOf(response.StatusCode), $"answers with HTTP status {(int)response.StatusCode}", e);
        }
    }

    private RpcException RateLimited(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta
            ?? (response.Headers.RetryAfter?.Date is { } date ? date - _time.GetUtcNow() : null);
        return new RpcException(RpcErrorKind.RateLimited, $"{_endpoint} asks for fewer calls (HTTP status 429)")
        {
            RetryAfter = wait > TimeSpan.Zero ? wait : null,
        };
    }

    private static RpcErrorKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => RpcErrorKind.Transient,
        HttpStatusCode.RequestEntityTooLarge => RpcErrorKind.TooLarge,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => RpcErrorKind.Permanent,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => RpcErrorKind.Permanent,
        _ => RpcErrorKind.Transient,
    };

    private RpcException Failure(RpcErrorKind kind, string problem, Exception? inner) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"{_endpoint} {problem}"), inner);
}
