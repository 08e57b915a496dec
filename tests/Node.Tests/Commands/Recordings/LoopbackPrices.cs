using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Node.Tests.Commands.Recordings;

/// <summary>Prices over HTTP on loopback: <c>/price/N</c> answers N, <c>/broken</c> fails, <c>/silent</c> never answers.</summary>
internal sealed class LoopbackPrices : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _silent = [];
    private readonly Task _loop;

    public LoopbackPrices()
    {
        _listener.Start();
        _loop = ServeAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _silent.ForEach(client => client.Dispose());
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Requests++;
            await AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token))?.Split(' ')[1] ?? "";
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
        {
            // the headers say nothing that is needed
        }

        if (path == "/silent")
        {
            _silent.Add(client);
            return;
        }

        var (status, body) = path.StartsWith("/price/", StringComparison.Ordinal)
            ? ("200 OK", $"{{\"price\": {path[7..]}}}") : ("500 Internal Server Error", "{\"error\": \"broken\"}");
        var answer = $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
        client.Dispose();
    }
}
