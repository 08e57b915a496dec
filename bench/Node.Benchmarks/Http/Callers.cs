using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Node.Benchmarks.Figures;

namespace Node.Benchmarks.Http;

/// <summary>A process of callers on plain sockets, in one thread, so that little of the machine goes into asking.</summary>
internal sealed class Callers(CallersOptions options)
{
    /// <summary>The argument that makes this program a process of callers.</summary>
    public const string Argument = "http-callers";

    private readonly byte[] _request = Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {options.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-KEY: {options.Key}\r\nX-API-SECRET: {options.Secret}\r\nContent-Type: application/json\r\nContent-Length: {options.Body.Length}\r\n\r\n{options.Body}"));

    private readonly byte[] _expected = Encoding.UTF8.GetBytes(options.Expected);
    private readonly Dictionary<Socket, Call> _calls = [];
    private readonly List<double> _milliseconds = [];
    private int _answers;

    /// <summary>Reads its orders from the environment, calls, and prints an <see cref="HttpRound"/> as JSON.</summary>
    public static int Run()
    {
        var options = JsonSerializer.Deserialize<CallersOptions>(Environment.GetEnvironmentVariable(CallersOptions.Variable)!)!;
        using var prices = options.PricePort == 0 ? null : PriceServer.Start(options.PricePort);
        Console.Out.WriteLine(JsonSerializer.Serialize(new Callers(options).Measure()));
        return 0;
    }

    private HttpRound Measure()
    {
        for (var i = 0; i < options.Callers; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, options.Port);
            _calls[socket] = new Call();
            Send(socket);
        }

        // Time alone does not warm up a node that gets little of a busy machine.
        do
        {
            CallUntil(Stopwatch.GetTimestamp() + (long)(options.WarmUpSeconds * Stopwatch.Frequency));
        }
        while (_answers < options.WarmUpRuns);

        _milliseconds.Clear();
        var (node, server, own) = Cpu();
        var startedAt = Stopwatch.GetTimestamp();
        CallUntil(startedAt + (long)(options.Seconds * Stopwatch.Frequency));
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        var (nodeThen, serverThen, ownThen) = Cpu();
        var counted = _milliseconds.ToArray();
        Finish();
        return new HttpRound(
            counted.Length, _answers, seconds, counted.Percentile(50), counted.Percentile(99), counted.Max(), nodeThen - node, serverThen - server, ownThen - own);
    }

    private (double Node, double Server, double Own) Cpu() => (
        ProcessCpu.OfTree(options.NodeId).TotalSeconds,
        options.ServerId == 0 ? 0 : ProcessCpu.OfTree(options.ServerId).TotalSeconds,
        Environment.CpuUsage.TotalTime.TotalSeconds);

    private void CallUntil(long end)
    {
        List<Socket> ready = [];
        while (Stopwatch.GetTimestamp() < end)
        {
            foreach (var socket in Ready(ready))
            {
                if (Receive(socket))
                {
                    Send(socket);
                }
            }
        }
    }

    // Whoever has asked gets its answer, so that what is stored can be compared with what was answered.
    private void Finish()
    {
        List<Socket> ready = [];
        while (_calls.Count > 0)
        {
            foreach (var socket in Ready(ready))
            {
                if (Receive(socket))
                {
                    _calls.Remove(socket);
                    socket.Dispose();
                }
            }
        }
    }

    private List<Socket> Ready(List<Socket> ready)
    {
        ready.Clear();
        ready.AddRange(_calls.Keys);
        Socket.Select(ready, null, null, 30_000_000);
        return ready.Count > 0 ? ready : throw new BenchmarkException("no answer for 30 seconds");
    }

    private void Send(Socket socket)
    {
        var call = _calls[socket];
        call.Length = 0;
        call.SentAt = Stopwatch.GetTimestamp();
        socket.Send(_request);
    }

    // Whether the answer is there, whole.
    private bool Receive(Socket socket)
    {
        var call = _calls[socket];
        var count = socket.Receive(call.Buffer.AsSpan(call.Length));
        if (count == 0)
        {
            throw new BenchmarkException("the node closed a connection");
        }

        call.Length += count;
        var answer = call.Buffer.AsSpan(0, call.Length);
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = answer[..head].IndexOf("Content-Length: "u8) + 16;
        var digits = answer[at..head];
        var end = digits.IndexOf((byte)'\r');
        var length = int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
        if (call.Length < head + 4 + length)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200 "u8) || answer.IndexOf(_expected) < 0)
        {
            throw new BenchmarkException($"the node answered {Encoding.UTF8.GetString(answer)}");
        }

        _answers++;
        _milliseconds.Add(Stopwatch.GetElapsedTime(call.SentAt).TotalMilliseconds);
        return true;
    }

    private sealed class Call
    {
        public byte[] Buffer { get; } = new byte[64 * 1024];

        public int Length { get; set; }

        public long SentAt { get; set; }
    }
}
