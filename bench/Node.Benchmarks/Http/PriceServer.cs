using System.Net;
using System.Net.Sockets;

namespace Node.Benchmarks.Http;

/// <summary>Answers every request with one price, in one thread on plain sockets.</summary>
internal sealed class PriceServer : IDisposable
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n{\"data\":{\"price\":1234.567}}"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile bool _stopping;

    private PriceServer(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(512);
    }

    public static PriceServer Start(int port)
    {
        var server = new PriceServer(port);
        new Thread(server.Serve) { IsBackground = true }.Start();
        return server;
    }

    public void Dispose()
    {
        _stopping = true;
        _listener.Dispose();
    }

    private void Serve()
    {
        List<Socket> all = [_listener];
        List<Socket> ready = [];
        var buffer = new byte[16 * 1024];
        while (!_stopping)
        {
            ready.Clear();
            ready.AddRange(all);
            try
            {
                Socket.Select(ready, null, null, 1_000_000);
                foreach (var socket in ready)
                {
                    if (socket == _listener)
                    {
                        all.Add(_listener.Accept());
                        all[^1].NoDelay = true;
                    }
                    else if (socket.Receive(buffer) == 0)
                    {
                        all.Remove(socket);
                        socket.Dispose();
                    }
                    else
                    {
                        // A request is small and comes in one piece.
                        socket.Send(Answer);
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The node or this server is stopping.
                all.RemoveAll(socket => socket != _listener && !socket.Connected);
            }
        }
    }
}
