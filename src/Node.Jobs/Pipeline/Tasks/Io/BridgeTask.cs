using System.Security.Cryptography;
using System.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>
/// <c>bridge</c>: asks an adapter by name and gives its answer as text. With <c>async=true</c> the adapter may answer later, to the
/// place that the request names: where to, is durable before anything is sent, so that an answer that comes at once is not lost. With
/// <c>cacheTTL</c> an answer to the same question stands in while the adapter fails.
/// </summary>
internal sealed class BridgeTask : PipelineTask
{
    private const string MetaKey = "meta";
    private const string ResponseUrlKey = "responseURL";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly IBridges _bridges;
    private readonly BridgeParams _params;

    private BridgeTask(TaskBuilder builder, IBridges bridges)
    {
        _bridges = bridges;
        _params = new BridgeParams(builder, bridges);
    }

    /// <inheritdoc/>
    public override bool HasEffect => _params.IsAsync;

    /// <inheritdoc/>
    public override bool MaySuspend => _params.IsAsync;

    /// <inheritdoc/>
    public override bool KeepsTimeout => true;

    /// <inheritdoc/>
    public override string? BridgeName => _params.KnownName;

    /// <summary>The type.</summary>
    public static TaskType Type(IBridges bridges) => new("bridge", BridgeParams.Attributes, b => new BridgeTask(b, bridges));

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!_params.Name.TryGet(scope, out var name, out var failure)
            || !_params.RequestData.TryGet(scope, out var data, out failure)
            || !_params.CacheTtl.TryGet(scope, out var ttl, out failure)
            || !_params.Headers.TryGet(scope, out var headers, out failure))
        {
            return failure;
        }

        data ??= MapValue.Empty;
        var request = new BridgeRequest
        {
            Name = name,
            Payload = WithInput(scope, WithMeta(scope, data)),
            Body = default,
            Headers = headers,
            Timeout = Timeout(scope),
            Job = scope.Job,
            RunId = scope.RunId,
            TaskName = scope.Task.Name,
        };
        var result = _params.IsAsync ? await AskLaterAsync(scope, request, ct) : (await AskAsync(scope, request, request.Payload, ct)).Result;
        if (result.IsPending || ttl <= TimeSpan.Zero)
        {
            return result;
        }

        var question = new BridgeQuestion(name, Digest(headers, WithInput(scope, data)));
        if (result.Value is TextValue text)
        {
            await _bridges.KeepAsync(question, text.Value, ct);
            return result;
        }

        return await _bridges.KeptAsync(question, ttl, ct) is { } kept ? TaskResult.Ok(PipelineValue.Of(kept)) : result;
    }

    private async ValueTask<TaskResult> AskLaterAsync(TaskScope scope, BridgeRequest request, CancellationToken ct)
    {
        var waiting = TaskResult.Pending(new PendingTask($"the answer of bridge {request.Name}"));
        var ticket = await scope.Effects.OpenCallbackAsync(new CallbackIntent(scope.Task.Name, request.Name), scope.Progress(), ct);
        if (ticket.Problem is { } problem)
        {
            return scope.Fail(problem);
        }

        if (ticket.IsAnswered)
        {
            return waiting;
        }

        var body = request.Payload.With((MapValue)PipelineValue.Map((ResponseUrlKey, PipelineValue.Of(ticket.Url))));
        var (result, isPending) = await AskAsync(scope, request, body, ct);
        if (isPending)
        {
            return waiting;
        }

        // Whoever answers later would answer to nobody; whoever has answered already was told that it counts.
        return await scope.Effects.TryCloseCallbackAsync(scope.RunId, scope.Task.Name, ct) ? result : waiting;
    }

    private async ValueTask<(TaskResult Result, bool IsPending)> AskAsync(TaskScope scope, BridgeRequest request, MapValue body, CancellationToken ct)
    {
        try
        {
            var answer = await _bridges.AskAsync(request with { Body = HttpBody.Write(body) }, ct);
            scope.Note(new OutsideNote(answer.Host, answer.Status, answer.Body.Length));
            var result = HttpAnswer.Read(scope, $"bridge {request.Name}", answer.Status, answer.Body);
            return (result, result.IsOk && (answer.IsPendingMarked || SaysPending(answer.Body)));
        }
        catch (BridgeException e)
        {
            scope.Note(new OutsideNote($"bridge {request.Name}"));
            return (scope.Fail(e.IsTransient ? TaskErrorKind.Transient : TaskErrorKind.Permanent, e.Message), false);
        }
    }

    private static bool SaysPending(byte[] body) =>
        JsonValueReader.TryReadFirst(Encoding.UTF8.GetString(body), out var value, out _)
        && value is MapValue map && map.TryGet("pending", out var pending) && pending is BoolValue { Value: true };

    private static MapValue WithMeta(TaskScope scope, MapValue data) =>
        scope.Variable("jobRun") is MapValue run && run.TryGet(MetaKey, out var meta) && meta is MapValue
            ? data.With((MapValue)PipelineValue.Map((MetaKey, meta))) : data;

    private static byte[] Digest(IReadOnlyList<KeyValuePair<string, string>> headers, MapValue asked)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.Append(ValueJson.Write(asked)).ToString()));
    }

    private MapValue WithInput(TaskScope scope, MapValue data) => _params.InputKey is { } key && scope.InputCount > 0 && scope.Input(0).Value is { } input
        ? data.With((MapValue)PipelineValue.Map((key, input))) : data;

    // Zero or less means no limit of the task's own; not given: the bridge's.
    private static TimeSpan? Timeout(TaskScope scope) =>
        scope.Task.Policy.Timeout is { } own ? (own > TimeSpan.Zero && own < Longest ? own : Longest) : null;
}
