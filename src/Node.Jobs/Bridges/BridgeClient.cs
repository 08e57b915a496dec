using System.Data.Common;
using System.Text;
using Microsoft.Extensions.Logging;
using Node.Core.Http;
using Node.Core.Storage;
using Node.Core.Text;
using Node.Eth.Keys;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Bridges;

/// <summary>
/// Asks adapters for tasks, through the guarded client: an operator named the place, so that it may be in a private network; it is not
/// left by a redirect.
/// </summary>
internal sealed class BridgeClient(
    Database database,
    BridgeBook book,
    BridgeAnswerRepository answers,
    IOutboundHttp http,
    BridgeMeter meter,
    BridgeOptions options,
    TimeProvider time,
    ILogger<BridgeClient> logger) : IBridges
{
    private const string PendingHeader = "X-Chainlink-Pending";
    private const int ErrorStatus = 400;

    private static readonly TimeSpan TimeoutUsual = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names => book.Names;

    /// <inheritdoc/>
    public TimeSpan CacheTtl => options.CacheTtl;

    /// <inheritdoc/>
    public async Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        var (bridge, secrets) = await FindAsync(request.Name, ct);
        var call = new OutboundRequest
        {
            Method = HttpMethod.Post,
            Url = bridge.Url,
            Headers = secrets.HeadersFor(request.Headers),
            Body = request.Body,
            BodyBytesMax = options.AnswerBytesMax,
            RedirectsMax = 0,
            ReachesOwnNetwork = true,
            Timeout = TimeoutOf(bridge, request),
            Caller = request.Job.ExternalJobId.ToString(),
        };
        var at = time.GetUtcNow();
        var started = time.GetTimestamp();
        try
        {
            var response = await http.SendAsync(call, ct);
            var answer = new BridgeAnswer(bridge.Url.Authority, response.Status, response.Body, HasPendingHeader(response));
            Note(request, at, started, answer, null);
            return answer;
        }
        catch (OutboundHttpException e)
        {
            Note(request, at, started, null, e);
            throw new BridgeException($"bridge {request.Name}: {e.Message}", e.IsTransient, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(session => answers.KeepAsync(session.Mark("bridge-answer"), question, answer, time.GetUtcNow(), options.KeptAnswersMax), ct);
        }
        catch (DbException e)
        {
            BridgesLog.CacheFailed(logger, e, question.Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct)
    {
        try
        {
            var kept = await database.ReadAsync(session => answers.FindAsync(session, question, time.GetUtcNow() - ageMax), ct);
            if (kept is not null)
            {
                meter.AddCacheHit(question.Name);
                BridgesLog.AnsweredFromCache(logger, question.Name);
            }

            return kept;
        }
        catch (DbException e)
        {
            BridgesLog.CacheFailed(logger, e, question.Name);
            return null;
        }
    }

    private static bool HasPendingHeader(OutboundResponse response) =>
        response.Headers.Any(header => header.Key.Equals(PendingHeader, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan TimeoutOf(Bridge bridge, BridgeRequest request)
    {
        var own = request.Timeout ?? bridge.Timeout ?? TimeoutUsual;
        return request.Job.MaxTaskDuration is { } most && most > TimeSpan.Zero && most < own ? most : own;
    }

    private async ValueTask<(Bridge Bridge, BridgeSecrets Secrets)> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return await book.FindForAskingAsync(name, ct)
                ?? throw new BridgeException($"could not find bridge with name {name}; {BridgeNames.Advice(name, Names)}", isTransient: false);
        }
        catch (KeystoreException e)
        {
            throw new BridgeException($"bridge {name} cannot be asked: {e.Message}", isTransient: false, e);
        }
    }

    private void Note(BridgeRequest request, DateTimeOffset at, long started, BridgeAnswer? answer, OutboundHttpException? failure)
    {
        var error = failure is null
            ? answer!.Status >= ErrorStatus ? $"status {answer.Status}: {Untrusted.Show(Encoding.UTF8.GetString(answer.Body))}" : null
            : Untrusted.Show(failure.Message);
        var call = new BridgeCall
        {
            At = at,
            Took = time.GetElapsedTime(started),
            Status = answer?.Status,
            Bytes = answer?.Body.Length,
            Error = error,
            IsTimeout = failure?.Fault == OutboundFault.Timeout,
            IsPending = answer?.IsPendingMarked ?? false,
            JobId = request.Job.DatabaseId,
            RunId = request.RunId,
            TaskName = request.TaskName,
        };
        meter.Add(request.Name, call, request with { Body = default });
    }
}
