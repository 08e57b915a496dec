using Node.Core.Services;
using Node.Core.Text;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Says what is wrong with the reading of logs, and what to do about it.</summary>
internal static class LogHealth
{
    /// <summary>Failures in a row from which a subscription counts as stuck.</summary>
    public const int StuckFailures = 3;

    /// <summary>Null when all subscriptions get on.</summary>
    public static HealthFault? Of(IReadOnlyCollection<ServedSubscription> served, long latest)
    {
        if (served.FirstOrDefault(one => one.Failures >= StuckFailures) is { } stuck)
        {
            return new HealthFault(
                $"the log subscription {stuck.Subscription.Name} has failed {stuck.Failures} times in a row at block {stuck.NextBlock}",
                "Look in the log for its exception. The other subscriptions go on; nothing of its own is skipped.");
        }

        var ahead = served.Count(one => one.IsInDoubt && one.NextBlock > latest + 1);
        return ahead == 0
            ? null
            : new HealthFault(
                $"{ahead} log subscriptions are already beyond block {latest}, the latest of the endpoint",
                "Wait if the endpoint is catching up. If the chain was reset, delete the jobs on it and create them again.");
    }

    /// <summary>The endpoint does not give logs.</summary>
    public static HealthFault Unreadable(ChainId chain, RpcException failure) => new(
        $"the logs of chain {chain} cannot be read: {failure.Message}",
        failure.Kind == RpcErrorKind.TooLarge
            ? "The endpoint refuses even the smallest question; use one with higher limits."
            : "Check the endpoint. It is asked again by itself and nothing is skipped.");

    /// <summary>Something else failed, most likely the database.</summary>
    public static HealthFault Failed(ChainId chain, Exception failure) => new(
        $"the logs of chain {chain} cannot be handed out: {Untrusted.Show(failure.Message)}",
        "Check the database; see the log for the exception.");
}
