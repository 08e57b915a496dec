using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types;

/// <summary>Keeps the subscription of one job that runs for logs.</summary>
/// <param name="job">The job.</param>
/// <param name="kind">What kind of job it is, for the service's name.</param>
/// <param name="describe">What the job wants of its chain.</param>
/// <param name="chains">The chains.</param>
/// <param name="subscriber">Who subscribes.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class LogJobTrigger(
    Job job, string kind, Func<IEthChain, JobSubscription> describe, IChainSet chains, JobSubscriber subscriber, ILogger<LogJobTrigger> logger)
    : Service(string.Create(CultureInfo.InvariantCulture, $"Jobs.{kind}.{job.Id}"), logger)
{
    /// <summary>Confirmations above which a spec gets a warning: more than a day on most chains. Default: 10,000.</summary>
    public const long UsualConfirmationsMax = 10_000;

    private JobSubscription? _subscription;

    /// <summary>Reads <c>minIncomingConfirmations</c>, any number of 32 bits; null where it is not given or 0.</summary>
    public static long? ReadConfirmations(SpecFields fields)
    {
        var confirmations = fields.WholeNumber("minIncomingConfirmations", 0, uint.MaxValue);
        if (confirmations > UsualConfirmationsMax)
        {
            fields.Doubt(
                "minIncomingConfirmations",
                $"is {confirmations}: no run begins before so many blocks lie on its log",
                $"write a number up to {UsualConfirmationsMax}");
        }

        return confirmations > 0 ? confirmations : null;
    }

    /// <summary>How deep a log must lie: as the job wants it, and never less than the chain asks for. More blocks than
    /// <see cref="int.MaxValue"/> no chain has, so that a job that wants more waits for as long either way.</summary>
    public static int DepthOn(IEthChain chain, long wanted) =>
        (int)Math.Min(int.MaxValue, Math.Max(1, Math.Max(wanted, chain.Options.MinIncomingConfirmations)));

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        if (job.Spec.ChainId is not { } chainId || chains.Find(chainId) is not { } chain)
        {
            Report(new HealthFault(
                $"job {job.Id} is on chain {job.Spec.ChainId?.ToString() ?? "(none)"}, which is not configured",
                "Configure the chain under Chains, or delete the job."));
            return;
        }

        _subscription = describe(chain);
        await subscriber.SubscribeAsync(_subscription, startToken);
    }

    protected override async Task OnCloseAsync()
    {
        if (_subscription is { } subscription)
        {
            await subscriber.UnsubscribeAsync(job.Id, subscription.ChainId, forget: false, CancellationToken.None);
        }
    }
}
