using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace Node.Tests.Profiling;

/// <summary>The diagnostics socket of a process that is no .NET process: it takes calls and does not answer them, or only the first of each session.</summary>
internal sealed class SilentRuntime : IDisposable
{
    private const int HeaderBytes = 20;
    private const byte StopTracing = 1;

    private static readonly byte[] Magic = [.. "DOTNET_IPC_V1"u8, 0];

    private readonly Process _process = Process.Start("sleep", "600");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _connections = [];
    private readonly string _path;
    private readonly bool _opensSessions;
    private int _calls;

    public SilentRuntime(bool opensSessions)
    {
        _opensSessions = opensSessions;
        _path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{_process.Id}-1-socket"));
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(16);
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>Asks it.</summary>
    public DiagnosticsClient Client => new(_process.Id);

    /// <summary>How many calls it took.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Closes all connections and takes no more.</summary>
    public void HangUp()
    {
        _listener.Dispose();
        lock (_connections)
        {
            _connections.ForEach(connection => connection.Dispose());
        }
    }

    public void Dispose()
    {
        HangUp();
        File.Delete(_path);
        _process.Kill();
        _process.Dispose();
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                var request = new byte[HeaderBytes];
                var read = 0;
                while (read < HeaderBytes)
                {
                    read += connection.Receive(request.AsSpan(read));
                }

                Interlocked.Increment(ref _calls);
                if (_opensSessions && request[17] != StopTracing)
                {
                    connection.Send(SessionBegun());
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It hung up.
        }
    }

    // Magic, size, the command set of the server, "ok", and the number of the session.
    private static byte[] SessionBegun()
    {
        var answer = new byte[HeaderBytes + 8];
        Magic.CopyTo(answer, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(answer.AsSpan(14), (ushort)answer.Length);
        answer[16] = 0xff;
        BinaryPrimitives.WriteUInt64LittleEndian(answer.AsSpan(HeaderBytes), 7);
        return answer;
    }
}
