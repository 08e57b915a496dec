using System.Globalization;
using Node.Core.Services;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>Says what is wrong with a chain's endpoint, and what to do about it.</summary>
internal static class HeadHealth
{
    /// <summary>Nothing was seen yet.</summary>
    public static HealthFault NoHeadYet(ChainId chain) =>
        new($"no block of chain {chain} was seen yet",
            "Wait a moment; if it stays, check Chains:RpcUrls and that the endpoint answers.");

    /// <summary>The endpoint serves another chain.</summary>
    public static HealthFault WrongChain(ChainId expected, ChainId actual) =>
        new($"the endpoint of chain {expected} serves chain {actual}",
            "Point Chains:RpcUrls to the right chain, or correct Chains:ChainId. Nothing is read or sent until then.");

    /// <summary>The endpoint does not answer well.</summary>
    public static HealthFault Unreachable(ChainId chain, RpcException failure) =>
        new($"chain {chain} cannot be followed: {failure.Message}",
            "Check that the endpoint runs, is reachable from here and accepts the key in its URL. It is tried again by itself.");

    /// <summary>No higher block for long.</summary>
    public static HealthFault NoNewHeads(ChainId chain, TimeSpan since) => new(
        string.Create(CultureInfo.InvariantCulture, $"chain {chain} has had no higher block for {since.TotalSeconds:0} s"),
        "Check whether the endpoint is in sync. If the chain makes blocks rarely, raise Chains:NoNewHeadsThreshold.");
}
