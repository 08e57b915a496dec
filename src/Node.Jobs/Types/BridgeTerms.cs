using System.Numerics;
using Node.Jobs.Bridges;
using Node.Jobs.Specs;

namespace Node.Jobs.Types;

/// <summary>
/// What the bridges of a job ask of a request: how deep it must lie, and what it must pay beyond the job's own minimum. In the older
/// generation that is part of what a bridge is; jobs of the present one know nothing of it.
/// </summary>
internal static class BridgeTerms
{
    private const string OlderGeneration = "v1request";

    /// <summary>The greatest depth that a bridge of the job asks for; 0 for none.</summary>
    public static long ConfirmationsOf(JobSpec spec, IBridgeBook bridges) =>
        BridgesOf(spec, bridges).Select(static bridge => bridge.Confirmations).DefaultIfEmpty(0).Max();

    /// <summary>What the job's bridges ask for together, in juels.</summary>
    public static BigInteger PaymentOf(JobSpec spec, IBridgeBook bridges) =>
        BridgesOf(spec, bridges).Aggregate(BigInteger.Zero, static (sum, bridge) => sum + (bridge.MinimumContractPayment ?? BigInteger.Zero));

    private static IEnumerable<Bridge> BridgesOf(JobSpec spec, IBridgeBook bridges) =>
        spec.Pipeline.BridgeNames.Count > 0 && spec.Pipeline.Tasks.Any(static task => task.Type == OlderGeneration)
            ? spec.Pipeline.BridgeNames.Select(bridges.Find).OfType<Bridge>()
            : [];
}
