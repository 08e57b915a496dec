using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Node.Testing.Http;

namespace Node.Jobs.Tests.Running;

/// <summary>A price source that notes which run asks and answers when the test lets it.</summary>
internal sealed partial class HeldSource
{
    public const string Url = "http://source.example/price";

    /// <summary>A pipeline whose only slow task names the run by <c>jobRun.n</c>.</summary>
    public const string Pipeline = """
        ask [type=http method=POST url="http://source.example/price" requestData=<{"n": $(jobRun.n)}>]
        double [type=multiply times=2]
        ask -> double
        """;

    private readonly ConcurrentQueue<int> _asked = new();
    private readonly SemaphoreSlim _permits = new(0);
    private int _inside;
    private int _insideMost;

    public HeldSource(FakeOutboundHttp http) => http.Answer(Url, async (request, token) =>
    {
        _asked.Enqueue(int.Parse(Number().Match(Encoding.UTF8.GetString(request.Body!.Value.Span)).Value, CultureInfo.InvariantCulture));
        var inside = Interlocked.Increment(ref _inside);
        InterlockedMax(inside);
        try
        {
            await _permits.WaitAsync(token);
            return FakeOutboundHttp.Response("21");
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    });

    /// <summary>The numbers of the runs that asked, in order.</summary>
    public IReadOnlyList<int> Asked => [.. _asked];

    public int Inside => Volatile.Read(ref _inside);

    public int InsideMost => Volatile.Read(ref _insideMost);

    public void Let(int count) => _permits.Release(count);

    private void InterlockedMax(int inside)
    {
        for (var most = InsideMost; inside > most; most = InsideMost)
        {
            Interlocked.CompareExchange(ref _insideMost, inside, most);
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
