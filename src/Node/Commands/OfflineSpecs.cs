using Node.Composition;
using Node.Jobs;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook;

namespace Node.Commands;

/// <summary>What checks and tries specs without a running node: no database, no started service.</summary>
internal static class OfflineSpecs
{
    /// <summary>The checker that the create call of the API uses too; with chains configured it knows them, without any chain may be named.</summary>
    public static SpecChecker Checker(NodeOptions options, TaskServices outside, IInitiatorNames? initiators = null) =>
        Checker(options, StandardTasks.CreateRegistry(outside), initiators);

    /// <summary>The same for other task types.</summary>
    public static SpecChecker Checker(NodeOptions options, TaskRegistry tasks, IInitiatorNames? initiators = null)
    {
        var known = options.Chains.Count == 0 ? KnownChains.Any : new KnownChains([.. options.Chains.Select(chain => chain.ChainId)]);
        using var provider = new ServiceCollection()
            .AddSingleton(known)
            .AddSingleton(tasks)
            .AddSingleton(initiators ?? new KnownInitiators((IReadOnlyCollection<string>?)null))
            .AddSpecReaders()
            .BuildServiceProvider();
        return provider.GetRequiredService<SpecChecker>();
    }
}
