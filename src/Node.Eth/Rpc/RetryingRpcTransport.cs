using Node.Core.Randomness;
using Polly;
using Polly.Retry;

namespace Node.Eth.Rpc;

/// <summary>Repeats what failed for a moment: of a batch, only the calls that are still without a good answer.</summary>
/// <remarks>
/// A batch that holds <c>eth_sendRawTransaction</c> is never repeated: whether to send again is decided with the books open.
/// </remarks>
public sealed class RetryingRpcTransport : IRpcTransport
{
    private readonly IRpcTransport _inner;
    private readonly ResiliencePipeline<bool> _pipeline;

    /// <summary>Puts repeats around <paramref name="inner"/>.</summary>
    public RetryingRpcTransport(IRpcTransport inner, RpcRetryOptions options, TimeProvider time, IRandomSource random)
    {
        _inner = inner;
        if (options.RetriesMax == 0)
        {
            _pipeline = ResiliencePipeline<bool>.Empty;
            return;
        }

        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<bool>
            {
                MaxRetryAttempts = options.RetriesMax,
                Delay = options.Delay,
                MaxDelay = options.DelayMax,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = () => random.NextInt32(1 << 20) / (double)(1 << 20),
                ShouldHandle = static args => ValueTask.FromResult(
                    args.Outcome.Exception is RpcException { IsTransient: true } || args.Outcome is { Exception: null, Result: false }),
                DelayGenerator = args => ValueTask.FromResult(Asked(args.Outcome.Exception, options.DelayMax)),
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        if (batch.Any(request => request.Method == "eth_sendRawTransaction"))
        {
            return await _inner.SendAsync(batch, cancellationToken);
        }

        var answers = new RpcResponse[batch.Count];
        var open = Enumerable.Range(0, batch.Count).ToList();
        await _pipeline.ExecuteAsync(
            async token =>
            {
                var got = await _inner.SendAsync([.. open.Select(i => batch[i])], token);
                for (var i = 0; i < open.Count; i++)
                {
                    answers[open[i]] = got[i];
                }

                open.RemoveAll(i => !IsPassing(batch[i], answers[i]));
                return open.Count == 0;
            },
            cancellationToken);
        return answers;
    }

    private static bool IsPassing(RpcRequest request, RpcResponse answer) =>
        answer.Error is { } error && RpcErrorRule.Kind(request.Method, error) is RpcErrorKind.Transient or RpcErrorKind.RateLimited;

    private static TimeSpan? Asked(Exception? failure, TimeSpan delayMax) =>
        failure is RpcException { RetryAfter: { } wait } ? TimeSpan.FromTicks(Math.Min(wait.Ticks, delayMax.Ticks)) : null;
}
