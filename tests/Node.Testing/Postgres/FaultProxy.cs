using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Node.Testing.Postgres;

/// <summary>Stands between a client and a PostgreSQL server, and stalls or cuts connections when the test says so.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _stall;
    private int _commitsToCut;
    private int _cut;

    private FaultProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAllAsync();
    }

    /// <summary>How many connections were cut after a COMMIT.</summary>
    public int CutCommits => Volatile.Read(ref _cut);

    /// <summary>Starts one before the database of a URL of the form <c>postgres://user@host:port/name</c>.</summary>
    public static FaultProxy Before(string url) => new(new Uri(url).Port);

    /// <summary>The same URL, through this proxy.</summary>
    public string Through(string url) => new UriBuilder(url) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.AbsoluteUri;

    /// <summary>The next COMMITs reach the server, and their connections end before the client hears of it.</summary>
    public void CutAfterCommits(int count) => Interlocked.Exchange(ref _commitsToCut, count);

    /// <summary>Nothing goes through from here, in either direction.</summary>
    public void Stall() => _stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held back goes through.</summary>
    public void Resume()
    {
        var stall = _stall;
        _stall = null;
        stall?.TrySetResult();
    }

    /// <summary>Ends all connections.</summary>
    public void CutAll()
    {
        foreach (var client in _open.Keys)
        {
            client.Close();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        Resume();
        CutAll();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        var link = new Link();
        _open[client] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _closing.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), bytes => LookAtRequest(bytes, link)),
                PumpAsync(server.GetStream(), client.GetStream(), _ => LookAtAnswer(link)));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> mayPass)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReadAsync(buffer, _closing.Token) is var count && count > 0)
            {
                if (_stall is { } stall)
                {
                    await stall.Task;
                }

                if (!mayPass(buffer.AsMemory(0, count)))
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), _closing.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone: the other goes too.
        }
    }

    private bool LookAtRequest(ReadOnlyMemory<byte> bytes, Link link)
    {
        if (bytes.Span.IndexOf("COMMIT"u8) >= 0 && Interlocked.Decrement(ref _commitsToCut) >= 0)
        {
            link.IsToBeCut = true;
        }

        return true;
    }

    // The server answers when it has committed.
    private bool LookAtAnswer(Link link)
    {
        if (!link.IsToBeCut)
        {
            return true;
        }

        Interlocked.Increment(ref _cut);
        return false;
    }

    private sealed class Link
    {
        public volatile bool IsToBeCut;
    }
}
