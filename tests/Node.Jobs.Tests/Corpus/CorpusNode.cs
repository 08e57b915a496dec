using Microsoft.Extensions.DependencyInjection;
using Node.Core.Http;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Pipeline.Tasks;
using Node.Jobs.Types.Webhook;
using Node.Testing.Http;

namespace Node.Jobs.Tests.Corpus;

/// <summary>The node that specs of the corpus are for: it knows some chains, bridges and initiators, or any.</summary>
internal sealed class CorpusNode
{
    private CorpusNode(KnownChains chains, IBridges bridges, IReadOnlyCollection<string>? initiators)
    {
        Tasks = StandardTasks.CreateRegistry(
            new TaskServices(new FakeOutboundHttp(), new FakeChains(_ => [], [.. (chains.Ids ?? []).Select(static id => id.Value)])) { Bridges = bridges });
        using var provider = new ServiceCollection()
            .AddSingleton<IOutboundHttp, FakeOutboundHttp>()
            .AddSingleton(chains)
            .AddSingleton<IInitiatorNames>(new Initiators(initiators))
            .AddSingleton(Tasks)
            .AddSpecReaders()
            .BuildServiceProvider();
        Checker = provider.GetRequiredService<SpecChecker>();
    }

    /// <summary>With two chains, so that a spec must say which it means.</summary>
    public static CorpusNode OfTwoChains { get; } = WithChains(1, 137);

    /// <summary>With one: the older generation cannot name any.</summary>
    public static CorpusNode OfOneChain { get; } = WithChains(1);

    /// <summary>Its checker.</summary>
    public SpecChecker Checker { get; }

    /// <summary>Its task types.</summary>
    public TaskRegistry Tasks { get; }

    /// <summary>One that lets any chain and initiator be named.</summary>
    /// <param name="bridges">The bridges that may be named; null for any.</param>
    public static CorpusNode Anywhere(params string[]? bridges) =>
        new(KnownChains.Any, bridges is null ? NoBridges.Instance : new NamedBridges(bridges), null);

    private static CorpusNode WithChains(params ulong[] ids) => new(
        new KnownChains([.. ids.Select(static id => new ChainId(id))]),
        new NamedBridges("flight-status", "satellite", "auditor"),
        ["flight-desk", "night-shift"]);

    private sealed record Initiators(IReadOnlyCollection<string>? Known) : IInitiatorNames;
}
