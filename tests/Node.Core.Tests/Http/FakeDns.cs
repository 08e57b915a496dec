using System.Net;
using Node.Core.Http;

namespace Node.Core.Tests.Http;

/// <summary>Answers as a test says; the number counts the questions from 1.</summary>
internal sealed class FakeDns(Func<string, int, IReadOnlyList<IPAddress>> answer) : IDnsResolver
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public static FakeDns Always(params string[] addresses) => new((_, _) => [.. addresses.Select(IPAddress.Parse)]);

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult(answer(host, Interlocked.Increment(ref _asked)));
}
