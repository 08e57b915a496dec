using System.Net;
using System.Net.Sockets;

namespace Node.Tests.Nodes;

/// <summary>Answers every connection with a body that has no end, and counts what the other side took of it.</summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;
    private long _taken;

    public EndlessServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host => ((IPEndPoint)_listener.LocalEndpoint).ToString();

    /// <summary>Bytes that were taken, buffers of the system included.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptSocketAsync(_closing.Token);
                socket.SendBufferSize = 64 * 1024;
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _closing.Token);
                var block = new byte[16 * 1024];
                while (true)
                {
                    Interlocked.Add(ref _taken, await socket.SendAsync(block, _closing.Token));
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The other side has had enough, or the test has.
            }
        }
    }
}
