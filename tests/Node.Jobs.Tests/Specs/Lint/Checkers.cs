using Microsoft.Extensions.DependencyInjection;
using Node.Core.Http;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Pipeline.Tasks;
using Node.Testing.Http;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>The checker of specs as the node has it, for given chains.</summary>
internal static class Checkers
{
    public static SpecChecker ForChains(params ulong[] chains)
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IOutboundHttp, FakeOutboundHttp>()
            .AddSingleton(chains.Length == 0 ? KnownChains.Any : new KnownChains([.. chains.Select(id => new ChainId(id))]))
            .AddSingleton(services => StandardTasks.CreateRegistry(
                new TaskServices(services.GetRequiredService<IOutboundHttp>(), new FakeChains(_ => [], chains)) { Bridges = new NamedBridges("price-a") }))
            .AddSpecReaders()
            .BuildServiceProvider();
        return provider.GetRequiredService<SpecChecker>();
    }

    /// <summary>A spec of a type around a pipeline, whose first line is the sixth of the file.</summary>
    public static string Spec(string pipeline, string type = "webhook", string keys = "") =>
        $""""
        type = "{type}"
        schemaVersion = 1
        name = "a job"
        {keys}
        observationSource = """
        {pipeline}
        """
        """";
}
