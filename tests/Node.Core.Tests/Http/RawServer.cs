using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Node.Core.Tests.Http;

/// <summary>A server on loopback that sends what a test says, byte for byte.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.IPv6Any, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<RawRequest, Stream, CancellationToken, Task<bool>> _answer;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _accepts;
    private int _disposed;

    private RawServer(Func<RawRequest, Stream, CancellationToken, Task<bool>> answer)
    {
        _answer = answer;
        _listener.Server.DualMode = true; // every address of this machine, of both kinds
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepts => Volatile.Read(ref _accepts);

    public ConcurrentQueue<RawRequest> Requests { get; } = [];

    /// <summary>Answers with whole texts and keeps connections open.</summary>
    public static RawServer Of(Func<RawRequest, string> answer) => new(async (request, stream, cancellationToken) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer(request)), cancellationToken);
        return true;
    });

    /// <summary>Hands over the connection and closes it afterwards.</summary>
    public static RawServer Streaming(Func<Stream, CancellationToken, Task> answer) => new(async (_, stream, cancellationToken) =>
    {
        await answer(stream, cancellationToken);
        return false;
    });

    /// <summary>A whole answer of one body.</summary>
    public static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>A redirect.</summary>
    public static string Redirect(int status, string location) =>
        $"HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    public Uri Url(string path = "/") => new($"http://127.0.0.1:{Port}{path}");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                Interlocked.Increment(ref _accepts);
                _connections.Add(ServeAsync(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await RawRequest.ReadAsync(stream, _closing.Token) is { } request)
            {
                Requests.Enqueue(request);
                if (!await _answer(request, stream, _closing.Token))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, as some tests want it to.
        }
    }
}
