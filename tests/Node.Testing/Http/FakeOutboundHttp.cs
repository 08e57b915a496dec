using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Node.Core.Http;

namespace Node.Testing.Http;

/// <summary>The outside as a test wants it: answers by URL, without a socket. A URL that it was not told about is unreachable.</summary>
public sealed class FakeOutboundHttp : IOutboundHttp
{
    private readonly ConcurrentDictionary<Uri, Func<OutboundRequest, CancellationToken, Task<OutboundResponse>>> _answers = new();
    private readonly ConcurrentQueue<OutboundRequest> _requests = new();
    private string? _other;

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<OutboundRequest> Requests => [.. _requests];

    /// <summary>From now on <paramref name="url"/> answers with this body.</summary>
    public void Answer(string url, string body, int status = 200) =>
        Answer(url, (_, _) => Task.FromResult(Response(body, status)));

    /// <summary>From now on every URL without an answer of its own answers with this body.</summary>
    public void AnswerAll(string body) => _other = body;

    /// <summary>From now on <paramref name="url"/> has no answer, for this reason.</summary>
    public void Fail(string url, OutboundFault fault) =>
        Answer(url, (request, _) => Task.FromException<OutboundResponse>(Fault(fault, request)));

    /// <summary>From now on <paramref name="url"/> does this; it may wait, count or change its mind.</summary>
    public void Answer(string url, Func<OutboundRequest, CancellationToken, Task<OutboundResponse>> answer) => _answers[new Uri(url)] = answer;

    /// <summary>An answer with a body of text.</summary>
    public static OutboundResponse Response(string body, int status = 200) =>
        new(status, [new("Content-Type", "application/json")], Encoding.UTF8.GetBytes(body), IPAddress.Loopback);

    /// <inheritdoc/>
    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Enqueue(request);
        if (!_answers.TryGetValue(request.Url, out var answer))
        {
            return _other is null ? throw Fault(OutboundFault.Unreachable, request) : Response(_other);
        }

        var response = await answer(request, cancellationToken);
        // As the real one: a test must not pass because its fake lets more through.
        return response.Body.Length <= (request.BodyBytesMax ?? int.MaxValue) ? response : throw Fault(OutboundFault.BodyTooLarge, request);
    }

    private static OutboundHttpException Fault(OutboundFault fault, OutboundRequest request) =>
        new(fault, $"{fault}: {request.Url.GetLeftPart(UriPartial.Authority)}");
}
