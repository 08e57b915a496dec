using System.Text;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>Bridges that answer as a test says and keep answers in memory.</summary>
internal sealed class FakeBridges(Func<BridgeRequest, BridgeAnswer> answer) : IBridges
{
    private readonly Dictionary<string, string> _kept = [];

    public List<BridgeRequest> Requests { get; } = [];

    public IReadOnlyCollection<string>? Names { get; init; }

    public TimeSpan CacheTtl { get; init; }

    /// <summary>How many answers were kept.</summary>
    public int Kept { get; private set; }

    /// <summary>How old an answer might have been that was last asked for.</summary>
    public TimeSpan AgeAsked { get; private set; }

    public static BridgeAnswer Answer(string body, int status = 200) => new("adapter:80", status, Encoding.UTF8.GetBytes(body), false);

    public Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        Requests.Add(request);
        return Task.FromResult(answer(request));
    }

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct)
    {
        Kept++;
        _kept[KeyOf(question)] = answer;
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct)
    {
        AgeAsked = ageMax;
        return ValueTask.FromResult(_kept.GetValueOrDefault(KeyOf(question)));
    }

    private static string KeyOf(BridgeQuestion question) => question.Name + Convert.ToHexString(question.Digest);
}
